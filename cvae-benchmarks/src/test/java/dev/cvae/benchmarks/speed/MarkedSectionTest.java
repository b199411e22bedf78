package dev.cvae.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkedSectionTest {
  private final MarkedSection section = new MarkedSection("speed");

  @Test
  void whatStandsBetweenTheCommentsIsReplacedAndNothingElse() {
    String page = "before\n<!-- speed -->\nold\n<!-- /speed -->\nafter\n";
    String replaced = section.replaced(page, "\nnew\nlines\n\n");
    assertThat(replaced).isEqualTo("before\n<!-- speed -->\nnew\nlines\n<!-- /speed -->\nafter\n");
    assertThat(section.replaced(replaced, "old")).isEqualTo(page);
  }

  @Test
  void aPageWithoutTheCommentsIsAnError() {
    assertThatThrownBy(() -> section.replaced("<!-- growth -->\n<!-- /growth -->\n", "new"))
        .hasMessage("the page must have the lines <!-- speed --> and <!-- /speed -->");
  }
}
