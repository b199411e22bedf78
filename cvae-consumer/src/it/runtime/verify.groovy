// Two jars of ours, both from the staging folder, and nothing else: no engine.
def ours = new File(localRepositoryPath, "dev/cvae")
def origins = []
ours.eachFileRecurse { file ->
  if (file.name == "_remote.repositories") {
    file.eachLine { line -> if (!line.startsWith("#")) origins << line }
  }
}
assert origins.any { it.startsWith("cvae-runtime-") && it.contains(".jar>") }
assert origins.every { it.endsWith(">staging=") } : origins

assert new File(basedir, "digits.png").length() > 0 : "digits.png was not written"

return true // the invoker takes anything else for a failure
