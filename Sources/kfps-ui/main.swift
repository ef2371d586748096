import KFPCommands

await PageFace.$current.withValue(.loopback) { await runCommandLine() }
