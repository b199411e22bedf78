package dev.cvae.file;

import dev.cvae.architecture.WeightShapes;
import dev.cvae.error.CvaeException;
import dev.cvae.error.ModelFileException;
import dev.cvae.model.ModelDescription;
import dev.cvae.numpy.NumpyArchive;
import dev.cvae.numpy.NumpyArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Arrays by name that were trained elsewhere, to become the weights of a model: a PyTorch state
 * dict, saved as {@code .npz} or {@code .safetensors}.
 *
 * <pre>{@code
 * Weights weights =
 *     Weights.read(Path.of("state.npz"))
 *         .renamed(Map.of("mu", "encoder.mean", "log_var", "encoder.log_variance"));
 * GenerativeModel model = cvae.withWeights(weights, Shape.of(1, 28, 28), ConditionSchema.label(10));
 * }</pre>
 *
 * <p>Names are those of the model file (docs/files.md lists them), or {@linkplain #renamed renamed}
 * to be; the weight of a fully connected layer is (out, in), as in PyTorch. Immutable but for the
 * live values of its tensors; any thread may use it.
 */
public final class Weights {
  private final String source;
  private final Map<String, Tensor> tensors;

  private Weights(String source, Map<String, Tensor> tensors) {
    this.source = source;
    this.tensors = tensors;
  }

  /**
   * Reads a file, told apart by its content: a zip is {@code .npz}, anything else {@code
   * .safetensors}, of this library or another program.
   *
   * @param file where it is
   * @return its arrays, as float32
   * @throws ModelFileException if it cannot be read, is not sound, or has values of a type that
   *     makes no weights
   */
  public static Weights read(Path file) {
    try {
      List<Tensor> found = isZip(file) ? fromArchive(file) : ForeignSafeTensors.read(file);
      return of(String.valueOf(file.getFileName()), found);
    } catch (NoSuchFileException e) {
      throw new ModelFileException("cannot read " + file + ": there is no such file", e);
    } catch (IOException e) {
      throw new ModelFileException("cannot read " + file + ": " + AtomicWrite.reason(e), e);
    } catch (CvaeException e) {
      throw new ModelFileException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Arrays from elsewhere.
   *
   * @param source what they are, for people
   * @param tensors each with a name of its own
   * @return the weights
   * @throws ModelFileException if two have one name
   */
  public static Weights of(String source, List<Tensor> tensors) {
    Map<String, Tensor> byName = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      if (byName.put(tensor.name(), tensor) != null) {
        throw new ModelFileException("two tensors are named " + tensor.name());
      }
    }
    return new Weights(source, byName);
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }

  private static List<Tensor> fromArchive(Path file) {
    List<Tensor> found = new ArrayList<>();
    for (Map.Entry<String, NumpyArray> entry :
        NumpyArchive.read(file, NumpyArchive.names(file)).entrySet()) {
      found.add(new Tensor(entry.getKey(), entry.getValue().shape(), entry.getValue().floats()));
    }
    return found;
  }

  /**
   * Where the arrays come from, for people.
   *
   * @return the name of the file, or what was given
   */
  public String source() {
    return source;
  }

  /**
   * The arrays.
   *
   * @return an immutable list
   */
  public List<Tensor> tensors() {
    return List.copyOf(tensors.values());
  }

  /**
   * The arrays under other names. An old name stands for a tensor, or for all tensors of a module:
   * {@code "mu"} renames {@code mu.weight} and {@code mu.bias}. Of several that fit, the longest
   * counts; tensors that none fits keep their names.
   *
   * @param names new names by old ones
   * @return new weights that share the values
   * @throws ModelFileException if an old name fits no tensor, or two tensors would have one name
   */
  public Weights renamed(Map<String, String> names) {
    Set<String> used = new HashSet<>();
    List<Tensor> renamed = new ArrayList<>();
    for (Tensor tensor : tensors.values()) {
      String old = longestPrefix(tensor.name(), names.keySet());
      used.add(old);
      renamed.add(
          names.containsKey(old)
              ? tensor.named(names.get(old) + tensor.name().substring(old.length()))
              : tensor);
    }
    for (String name : names.keySet()) {
      if (!used.contains(name)) {
        throw new ModelFileException(
            "%s has no tensor or module %s; it has %s".formatted(source, name, tensors.keySet()));
      }
    }
    return of(source, renamed);
  }

  /** The longest of the names that is the tensor's or a module's that it belongs to, or nothing. */
  private static String longestPrefix(String tensor, Set<String> names) {
    String prefix = tensor;
    while (!names.contains(prefix)) {
      int dot = prefix.lastIndexOf('.');
      if (dot < 0) {
        return "";
      }
      prefix = prefix.substring(0, dot);
    }
    return prefix;
  }

  /**
   * The weights that a model needs, in its own order.
   *
   * @param description of built-in networks
   * @return as many tensors as its file has
   * @throws ModelFileException if one is missing, one is left over, or one has another shape; the
   *     message names each
   * @throws dev.cvae.error.InvalidSettingException if a network is one's own
   */
  public List<Tensor> forModel(ModelDescription description) {
    Map<String, List<Integer>> needed = WeightShapes.of(description);
    requireNames(needed.keySet());
    List<Tensor> ordered = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> weight : needed.entrySet()) {
      Tensor tensor = Objects.requireNonNull(tensors.get(weight.getKey()));
      List<Integer> shape = Arrays.stream(tensor.shape()).boxed().toList();
      if (!shape.equals(weight.getValue())) {
        throw new ModelFileException(
            "tensor %s of %s must have the shape %s, had %s"
                .formatted(weight.getKey(), source, weight.getValue(), shape));
      }
      ordered.add(tensor);
    }
    return ordered;
  }

  private void requireNames(Set<String> needed) {
    List<String> missing = needed.stream().filter(name -> !tensors.containsKey(name)).toList();
    List<String> unknown =
        tensors.keySet().stream().filter(name -> !needed.contains(name)).toList();
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new ModelFileException(
          "%s must have the model's tensors, by their names or renamed: missing are %s, left over are %s"
              .formatted(source, missing, unknown));
    }
  }
}
