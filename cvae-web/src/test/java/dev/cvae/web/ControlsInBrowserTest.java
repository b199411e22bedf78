package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The controls that the page makes from a model's description, in Chromium. */
@EnabledIf(
    value = "dev.cvae.web.Browser#isWanted",
    disabledReason = "skipped: chromium and chromedriver are not both on the path")
class ControlsInBrowserTest {
  private static Browser browser;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    browser = Browser.start();
  }

  @AfterAll
  static void end() {
    browser.close();
  }

  private OpenPage open(Cvae.Builder builder, Dataset data) {
    try (GenerativeModel model = TestModels.fit(builder, data)) {
      WebExport.write(model, folder);
    }
    return OpenPage.at(browser, folder.resolve("index.html").toUri().toString());
  }

  @Test
  void namedCategoriesAreChosenByName() {
    OpenPage page = open(TestModels.small(), TestModels.clothes());

    assertThat(page.element("typing").isDisplayed()).isFalse();
    assertThat(page.names())
        .containsExactly(
            "shirt; draw anew", "trousers; draw anew", "coat; draw anew", "bag; draw anew");
    assertThat(page.elements("#paper span")).extracting(WebElement::getText).contains("coat");
    browser.screenshot("clothes");
    List<Object> before = page.pictures();

    page.elements("#field-0 option").get(2).click(); // after "each in turn" and shirt

    List<Object> after = page.pictures();
    assertThat(page.names()).containsOnly("trousers; draw anew").hasSize(4);
    assertThat(after.get(1)).as("the hands stay").isEqualTo(before.get(1));
    assertThat(after.get(0)).isNotEqualTo(before.get(0));
    page.element("count").sendKeys(Keys.ARROW_UP);
    assertThat(page.pictures()).hasSize(5).startsWith(after.toArray());
    assertThat(page.status()).isEqualTo("Drew 5 pictures.");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void eachKindOfFieldHasItsControls() {
    OpenPage page = open(TestModels.small().conditionDropout(0.2), TestModels.manyFields());

    assertThat(page.elements("#fields legend"))
        .extracting(WebElement::getText)
        .contains("angle", "site", "tags");
    assertThat(page.elements("input, button, select"))
        .filteredOn(WebElement::isDisplayed)
        .allSatisfy(control -> assertThat(control.getAccessibleName()).isNotBlank());
    List<Object> before = page.pictures();
    page.slide("field-1-0", Keys.END); // angle
    List<Object> turned = page.pictures();
    assertThat(turned).isNotEqualTo(before);
    page.element("field-3-0").click(); // the first tag
    List<Object> tagged = page.pictures();
    assertThat(tagged).isNotEqualTo(turned);
    page.element("field-1-given").click();
    assertThat(page.pictures()).as("without an angle").isNotEqualTo(tagged);
    assertThat(page.element("field-1-0").isEnabled()).as("the slider of an absent angle").isFalse();
    assertThat(page.element("field-2-0").isEnabled()).isTrue();
    assertThat(page.elements("#fields .slider label, #fields .given label"))
        .extracting(WebElement::getText)
        .containsExactly("angle given", "site 1", "site 2", "site given", "tags given");
    assertThat(page.overhang()).isZero();
    browser.screenshot("many-fields");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void thereAreAsManyPicturesAsCategoriesAndNoMoreThanTheBoxSays() {
    Dataset twoFields =
        TestModels.clothes().with("size", TestModels.codes(3), "small", "medium", "large");
    OpenPage page = open(TestModels.small(), twoFields);

    assertThat(page.element("count").getDomProperty("value")).isEqualTo("12");
    assertThat(page.names()).hasSize(12).doesNotHaveDuplicates();
    page.element("count").sendKeys(Keys.END, Keys.BACK_SPACE, Keys.BACK_SPACE, "5");
    assertThat(page.status()).isEqualTo("Drew the first 5 of 12 in turn.");
    page.element("count").sendKeys("00");
    assertThat(page.element("count").getDomProperty("value")).as("of 500").isEqualTo("20");
    assertThat(page.pictures()).hasSize(20);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void aPhoneShowsManyFields() {
    OpenPage wide = open(TestModels.small(), TestModels.manyFields());
    try (Browser phone = Browser.start()) {
      phone.becomePhone();
      OpenPage page = OpenPage.at(phone, String.valueOf(wide.driver().getCurrentUrl()));
      assertThat(page.overhang()).isZero();
      phone.screenshot("phone-many-fields");
    }
  }

  @Test
  void withoutConditionThereIsOnlyTheirNumber() {
    OpenPage page = open(TestModels.small(), TestModels.pictures(TestModels.COLOUR));

    assertThat(page.pictures()).hasSize(8).doesNotHaveDuplicates();
    assertThat(page.elements("#fields input")).hasSize(1);
    assertThat(page.names()).startsWith("picture 1; draw anew");
    browser.screenshot("no-condition-in-colour");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void lettersAreTyped() {
    Dataset letters =
        TestModels.pictures(TestModels.GREY).with("letter", TestModels.codes(3), "A", "B", "C");
    OpenPage page = open(TestModels.small(), letters);

    page.type("abacus");

    assertThat(page.element("text-label").getText()).isEqualTo("Type a word");
    assertThat(page.element("text").getDomProperty("value")).isEqualTo("abac");
    assertThat(page.names()).hasSize(4).startsWith("A; draw anew", "B; draw anew");
    assertThat(page.status()).isEqualTo("Only A to C can be drawn, at most 20.");
    assertThat(browser.console()).isEmpty();
  }
}
