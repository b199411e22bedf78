package dev.cvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void anElementHasAttributesTextAndElements() {
    Html html =
        Html.of("p", "a", Html.of("b", "c"), List.of(Html.of("i")))
            .with("class", "d")
            .with("id", 7);

    assertThat(html).hasToString("<p class=\"d\" id=\"7\">a<b>c</b><i></i></p>");
  }

  @Test
  void whatUsersNameCannotBecomeMarkup() {
    Html html = Html.of("p", "<script>\"&\"").with("title", "\"><img>");

    assertThat(html)
        .hasToString("<p title=\"&quot;&gt;&lt;img&gt;\">&lt;script&gt;&quot;&amp;&quot;</p>");
  }

  @Test
  void elementsWithoutContentAreClosedAsBothHtmlAndXmlAllow() {
    assertThat(Html.of("img").with("alt", "")).hasToString("<img alt=\"\"/>");
  }
}
