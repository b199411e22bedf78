package dev.cvae.djl;

import dev.cvae.training.AdamW;
import java.util.List;

/**
 * Adam and AdamW by PyTorch's own fused kernel, weight by weight as the gradients come: each is
 * still in the processor's cache then, and all can share the same memory.
 *
 * @param adam its constants
 */
record AdamLines(AdamW adam) implements GradientUse {
  /**
   * Each array is in a list of its own, as the kernel takes it. They come from outside, as
   * TorchScript drops calls on lists that the program makes, taking them to be without effect.
   */
  @Override
  public List<String> arguments() {
    return List.of(
        "weight: List[List[Tensor]]",
        "gradient: List[List[Tensor]]",
        "mean: List[List[Tensor]]",
        "square: List[List[Tensor]]",
        "steps: List[Tensor]",
        "rate: float",
        "flush: float"); // 0 but where it is due
  }

  @Override
  public List<String> before() {
    return List.of("torch._foreach_add_(steps, 1)");
  }

  @Override
  public List<String> lines(int weight) {
    String lines =
        """
        torch._fused_adamw_(weight[%1$d], gradient[%1$d], mean[%1$d], square[%1$d], \
        annotate(List[Tensor], []), steps, lr=rate, beta1=%2$s, beta2=%3$s, weight_decay=%4$s, \
        eps=%5$s, amsgrad=False, maximize=False)
        if torch.ne(flush, 0.):
          torch._foreach_add_(mean[%1$d], flush)
          torch._foreach_sub_(mean[%1$d], flush)
          torch._foreach_add_(square[%1$d], flush)
          torch._foreach_sub_(square[%1$d], flush)
        else:
          pass
        """;
    return lines
        .formatted(weight, adam.beta1(), adam.beta2(), adam.weightDecay(), adam.epsilon())
        .lines()
        .toList();
  }
}
