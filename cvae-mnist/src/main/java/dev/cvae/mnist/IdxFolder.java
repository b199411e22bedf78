package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder in which names say what is what: {@code train-images-idx3-ubyte.gz}, {@code
 * emnist-letters-test-labels-idx1-ubyte}, {@code t10k-images.idx3-ubyte}.
 */
final class IdxFolder {
  private static final Pattern NAME =
      Pattern.compile(
          "((?<prefix>.+)-)?(?<part>train|t10k|test)-(?<kind>images|labels)"
              + "[-.]idx\\d-\\w+(\\.gz)?");

  /** The two parts of a data set. */
  enum Part {
    TRAIN("train"),
    TEST("test");

    private final String word;

    Part(String word) {
      this.word = word;
    }
  }

  /** The two files of a part. */
  record Pair(Path images, Path labels, String name) {
    Dataset read() {
      return Idx.read(images, labels).named(name);
    }
  }

  /** What a file's name says. */
  private record Key(String prefix, Part part, String kind) {
    static Key of(Matcher name) {
      String prefix = name.group("prefix");
      return new Key(
          prefix == null ? "" : prefix,
          name.group("part").equals("train") ? Part.TRAIN : Part.TEST,
          name.group("kind"));
    }
  }

  private final Path folder;
  private final Map<String, Key> keys = new TreeMap<>(); // by file name

  IdxFolder(Path folder) {
    this.folder = folder;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches()) {
          keys.put(name, Key.of(matcher));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new InvalidDataException("folder %s cannot be listed: %s".formatted(folder, e), e);
    }
  }

  /** The files of a part, whatever their prefix; it must be the only one. */
  Pair find(Part part) {
    SortedSet<String> prefixes = new TreeSet<>();
    keys.values().stream()
        .filter(key -> key.part == part && key.kind.equals("images"))
        .forEach(key -> prefixes.add(key.prefix));
    if (prefixes.size() > 1) {
      throw new InvalidDataException(
          "folder %s must have one data set, or be read with one of the prefixes %s"
              .formatted(folder, prefixes));
    }
    return find(part, prefixes.isEmpty() ? "" : prefixes.first());
  }

  /** The files of a part with a prefix. */
  Pair find(Part part, String prefix) {
    Path images = only(new Key(prefix, part, "images"));
    Path labels = only(new Key(prefix, part, "labels"));
    String title = prefix.isEmpty() ? folderName() : prefix;
    return new Pair(images, labels, title + " " + part.word);
  }

  private Path only(Key wanted) {
    // Whoever unzips and keeps both has the same file twice: the plain one does.
    Predicate<String> hasPlainTwin =
        name -> name.endsWith(".gz") && keys.containsKey(name.substring(0, name.length() - 3));
    SortedSet<String> names = new TreeSet<>();
    keys.forEach(
        (name, key) -> {
          if (key.equals(wanted) && !hasPlainTwin.test(name)) {
            names.add(name);
          }
        });
    if (names.size() != 1) {
      String usual =
          "%s%s-%s-idx%d-ubyte"
              .formatted(
                  wanted.prefix.isEmpty() ? "" : wanted.prefix + "-",
                  wanted.part == Part.TRAIN ? "train" : "t10k",
                  wanted.kind,
                  wanted.kind.equals("images") ? 3 : 1);
      throw new InvalidDataException(
          "folder %s must have one file named like %s or %s.gz, had %s of the idx files %s"
              .formatted(folder, usual, usual, names.isEmpty() ? "none" : names, keys.keySet()));
    }
    return folder.resolve(names.first());
  }

  private String folderName() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? folder.toString() : name.toString();
  }
}
