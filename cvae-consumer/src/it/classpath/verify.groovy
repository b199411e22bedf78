// Each of our artifacts came from the staging folder, and from nowhere else.
def ours = new File(localRepositoryPath, "dev/cvae")
def origins = []
ours.eachFileRecurse { file ->
  if (file.name == "_remote.repositories") {
    file.eachLine { line -> if (!line.startsWith("#")) origins << line }
  }
}
assert origins.any { it.startsWith("cvae-djl-pytorch-") && it.contains(".jar>") }
assert origins.every { it.endsWith(">staging=") } : origins
