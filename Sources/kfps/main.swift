import KFPCommands

await runCommandLine()
