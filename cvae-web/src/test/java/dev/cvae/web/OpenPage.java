package dev.cvae.web;

import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page in a browser, with what a person sees of it and does to it. */
record OpenPage(Browser browser) {
  static final String PICTURES =
      "return [...document.querySelectorAll('#paper canvas')].map((c) => c.toDataURL())";
  static final String MOST_INK = // of each picture, 0 to 255
      """
      return [...document.querySelectorAll('#paper canvas')].map((canvas) => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const context = copy.getContext('2d', {willReadFrequently: true});
        context.drawImage(canvas, 0, 0);
        const {data} = context.getImageData(0, 0, canvas.width, canvas.height);
        return Math.max(...data.filter((_, i) => i % 4 === 3));
      })
      """;
  private static final String NEXT_FRAME =
      "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";

  static OpenPage at(Browser browser, String address) {
    browser.driver().get(address);
    return new OpenPage(browser);
  }

  ChromeDriver driver() {
    return browser.driver();
  }

  WebElement element(String id) {
    return driver().findElement(By.id(id));
  }

  List<WebElement> elements(String css) {
    return driver().findElements(By.cssSelector(css));
  }

  void type(String text) {
    element("text").clear();
    element("text").sendKeys(text);
  }

  /** Sends keys to whatever has the focus. */
  void press(CharSequence... keys) {
    driver().switchTo().activeElement().sendKeys(keys);
  }

  /** Moves a slider by its keys, and waits until the page has drawn. */
  void slide(String id, Keys... keys) {
    element(id).sendKeys(keys);
    nextFrame();
  }

  void nextFrame() {
    driver().executeAsyncScript(NEXT_FRAME);
  }

  String status() {
    return element("status").getText();
  }

  /** Each picture's pixels, to be compared. */
  List<Object> pictures() {
    return list(PICTURES);
  }

  List<String> names() {
    return elements("#paper button").stream().map(WebElement::getAccessibleName).toList();
  }

  /** How many pixels of the page lie beyond the window's right edge. */
  long overhang() {
    return ((Number)
            driver()
                .executeScript(
                    "return document.documentElement.scrollWidth"
                        + " - document.documentElement.clientWidth"))
        .longValue();
  }

  @SuppressWarnings("unchecked") // a JavaScript array arrives as a List<Object>
  List<Object> list(String script, Object... arguments) {
    return (List<Object>) driver().executeScript(script, arguments);
  }
}
