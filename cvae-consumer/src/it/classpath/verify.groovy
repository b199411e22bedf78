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

// What was compiled and run is the README's code, word for word. This runs in cvae-consumer/target/it/classpath.
def text = { file -> file.getText("UTF-8").replace("\r\n", "\n") }
def readme = text(new File(basedir, "../../../../README.md"))
def blocks = readme.findAll(/(?ms)^```java\n(.*?)^```$/) { whole, code -> code }
def sources = []
new File(basedir, "src/main/java").eachFileRecurse { file ->
  if (file.name.endsWith(".java")) sources << text(file)
}
assert !blocks.isEmpty() : "README.md has no java block"
assert blocks.size() == readme.count("```java") : "a java block of README.md is indented or not closed"
blocks.each { block -> assert sources.any { it.contains(block) } : "not in a source, word for word:\n$block" }

// And it trained, generated, saved and loaded.
["sevens.png", "digits.safetensors", "eights.png"].each { name ->
  assert new File(basedir, name).length() > 0 : "$name was not written"
}

return true // the invoker takes anything else for a failure
