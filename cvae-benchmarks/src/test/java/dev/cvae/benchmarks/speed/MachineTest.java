package dev.cvae.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
  private static final List<String> CPUINFO =
      List.of(
          "processor\t: 0",
          "cpu family\t: 25",
          "model\t\t: 17",
          "model name\t: AMD EPYC",
          "flags\t\t: fpu avx2 fma avx512f avx512_bf16 sse2",
          "",
          "processor\t: 1");

  @Test
  void aProcessorIsItsModelAndTheFlagsThatDecideOnProducts() {
    assertThat(Machine.processorName(CPUINFO)).isEqualTo("AMD EPYC, family 25, model 17");
    assertThat(Machine.flags(CPUINFO)).isEqualTo("avx2 fma avx512f avx512_bf16");
  }

  @Test
  void aProcessSaysItsMemoryInKibibytes() {
    List<String> status = List.of("VmPeak:\t  9000 kB", "VmHWM:\t  2048 kB", "VmRSS:\t  1536 kB");
    assertThat(ProcessMemory.mebibytes("VmHWM", status)).isEqualTo(2);
    assertThat(ProcessMemory.mebibytes("VmRSS", status)).isEqualTo(1.5);
  }
}
