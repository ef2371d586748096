import KFPCommands

runPlainCommand()
await runCommandLine()
