package org.example.digits;

import java.util.List;

/** Stands in for the README's code: shows that three dependencies bring engine and natives. */
public final class Digits {
  public static void main(String[] args) {
    String classPath = System.getProperty("java.class.path");
    for (String jar :
        List.of("cvae-api", "cvae-djl", "cvae-mnist", "pytorch-engine", "pytorch-native-cpu")) {
      if (!classPath.contains(jar + "-")) {
        throw new AssertionError(jar + " is not on the class path: " + classPath);
      }
    }
    System.out.println("Engine and natives are on the class path.");
  }
}
