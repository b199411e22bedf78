package dev.cvae.djl;

import java.util.List;

/**
 * What a program in TorchScript does with the gradients {@code g} of its weights {@code w}, each as
 * soon as it is known.
 */
interface GradientUse {
  /** Leaves them where they are. */
  GradientUse NONE =
      new GradientUse() {
        @Override
        public List<String> arguments() {
          return List.of();
        }

        @Override
        public List<String> before() {
          return List.of();
        }

        @Override
        public List<String> lines(int weight) {
          return List.of();
        }
      };

  /** The arguments that the program has for it, {@code name: type}. */
  List<String> arguments();

  /** Lines before any of {@link #lines}. */
  List<String> before();

  /**
   * Lines that follow when a weight's gradient is known, and nothing needs the weight any more.
   *
   * @param weight its place in {@code w} and {@code g}
   */
  List<String> lines(int weight);
}
