package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;

/** Opens report.html in headless Chromium, where this machine has Debian's packages of it. */
@Tag("slow")
class ReportPageTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** Charts that do not fill their boxes. */
  private static final String NARROW =
      "return [...document.querySelectorAll('.plot')].filter(plot =>"
          + " Math.abs(plot.clientWidth - plot.querySelector('svg').clientWidth) > 2)"
          + ".map(plot => plot.clientWidth + ' ' + plot.querySelector('svg').clientWidth)";

  @SuppressWarnings("NullAway.Init") // set before all tests, or they are skipped
  private static ChromeDriver browser;

  private static Path page;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    assumeTrue(Files.exists(CHROMIUM) && Files.exists(DRIVER), "no chromium and chromium-driver");
    Path version = SmallVersion.write(folder);
    Run run = Run.of("report", "--input=" + folder);
    assertThat(run.err(), is(""));
    assertThat(run.out(), is("report: " + version.resolve("report.html") + "\n"));
    page = version.resolve("report.html");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,900",
        "--user-data-dir=" + folder.resolve("profile"));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void load() {
    prefer("light");
    cdp("Emulation.clearDeviceMetricsOverride", Map.of());
    browser.get(page.toUri().toString());
    assertThat(script("return document.documentElement.dataset.ready"), is("true"));
  }

  @Test
  void givenPage_thenEveryViewIsThereWithoutAConsoleError() {
    for (String section :
        List.of(
            "overview", "funnel", "distributions", "calls", "instructions", "rows", "changes")) {
      assertThat(section, text(By.id(section)), not(is("")));
    }
    assertThat(text(By.tagName("h1")), is("Dataset v"));
    assertThat(text(By.id("funnel")), containsString("response pass rate 24"));
    assertThat(text(By.id("calls")), containsString("210 / 480 / 900"));
    assertThat(text(By.id("instructions")), containsString("Write <i>italics</i>."));
    assertThat(text(By.id("changes")), containsString("Compared to version u."));
    for (WebElement figure : browser.findElements(By.tagName("figure"))) {
      assertThat(figure.findElements(By.cssSelector(".plot svg")).size(), is(1));
      assertThat(
          figure.findElement(By.className("plot")).getDomAttribute("aria-label"), not(is("")));
      figure.findElement(By.tagName("summary")).click();
      assertThat(figure.findElement(By.tagName("table")).getText(), not(is("")));
    }
    assertThat(script(NARROW), is("[]"));
    shoot("light");
    assertThat(errors(), empty());
  }

  @Test
  void givenHostileTexts_thenTheyStayTexts() {
    for (String kind : List.of("sft", "dpo", "rlvr", "instructions", "rejected", "failures")) {
      new Select(browser.findElement(By.id("kind"))).selectByValue(kind);
      browser.findElements(By.cssSelector("#list summary")).forEach(WebElement::click);
      assertThat(kind, rows() > 0, is(true));
    }
    new Select(browser.findElement(By.id("kind"))).selectByValue("sft");
    browser.findElement(By.cssSelector("#list summary")).click();
    assertThat(text(By.id("list")), containsString("Say " + SmallVersion.HOSTILE));
    assertThat(script("return window.hurt === undefined"), is("true"));
    assertThat(browser.findElements(By.cssSelector("img, #list b b")), empty());
    assertThat(errors(), empty());
  }

  @Test
  void givenRow_thenItShowsVerdictsAndSiblings() {
    browser.findElement(By.id("find")).sendKeys("number 7,");
    assertThat(text(By.id("position")), is("Rows 1 to 1 of 1"));
    browser.findElement(By.cssSelector("#list summary")).click();
    String row = text(By.cssSelector("#list li"));
    assertThat(row, containsString("Question 7?"));
    assertThat(row, containsString("✓ accepts"));
    assertThat(row, containsString("⚠ error:timeout"));
    assertThat(row, containsString("✗ response_pass_rate – pass rate 0.0, must be above:0.5"));
    shoot("row");
  }

  @Test
  void givenFilters_thenOnlyWhatMatchesIsShown() {
    new Select(browser.findElement(By.id("kind"))).selectByValue("rejected");
    assertThat(text(By.id("position")), is("Rows 1 to 10 of 25"));
    new Select(browser.findElement(By.id("step"))).selectByValue("CrossValidate");
    assertThat(text(By.id("position")), is("Rows 1 to 1 of 1"));
    browser.findElement(By.id("find")).sendKeys("nothing has this");
    assertThat(text(By.id("position")), is("No row matches"));
  }

  @Test
  void givenKeys_thenPagesTurnAndRowsOpen() {
    browser.findElement(By.cssSelector("#list summary")).sendKeys(Keys.ARROW_RIGHT);
    assertThat(text(By.id("position")), is("Rows 11 to 20 of 24"));
    active().sendKeys(Keys.END);
    assertThat(text(By.id("position")), is("Rows 21 to 24 of 24"));
    active().sendKeys(Keys.ARROW_DOWN);
    active().sendKeys(Keys.ENTER);
    assertThat(browser.findElements(By.cssSelector("#list > li > details[open]")).size(), is(1));
    active().sendKeys(Keys.HOME);
    assertThat(text(By.id("position")), is("Rows 1 to 10 of 24"));
    assertThat(browser.findElement(By.id("position")).getDomAttribute("aria-live"), is("polite"));
    browser.findElement(By.id("next")).sendKeys(Keys.ENTER);
    assertThat(text(By.id("position")), is("Rows 11 to 20 of 24"));
  }

  @Test
  void givenDarkMode_thenThePageIsDarkAndTheChartsAreDrawnAnew() {
    String light = script("return getComputedStyle(document.body).backgroundColor");
    prefer("dark");
    String dark = script("return getComputedStyle(document.body).backgroundColor");
    assertThat(light, is("rgb(255, 255, 255)"));
    assertThat(dark, is("rgb(20, 24, 30)"));
    assertThat(script(NARROW), is("[]"));
    shoot("dark");
    assertThat(errors(), empty());
  }

  @Test
  void givenPhone_thenThePageDoesNotScrollSideways() {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
    browser.get(page.toUri().toString());
    for (String kind : List.of("sft", "instructions", "rejected")) {
      new Select(browser.findElement(By.id("kind"))).selectByValue(kind);
      browser
          .findElements(By.cssSelector("#list summary"))
          .forEach(s -> script("arguments[0].click()", s));
      assertThat(
          kind,
          script("return document.documentElement.scrollWidth <= window.innerWidth"),
          is("true"));
      assertThat(script("return window.innerWidth"), is("360"));
    }
    assertThat(script(NARROW), is("[]"));
    shoot("phone");
    assertThat(errors(), empty());
  }

  private static long rows() {
    return browser.findElements(By.cssSelector("#list > li")).size();
  }

  private static WebElement active() {
    return browser.switchTo().activeElement();
  }

  private static String text(By what) {
    return browser.findElement(what).getText();
  }

  private static String script(String program, Object... values) {
    return String.valueOf(browser.executeScript(program, values));
  }

  /** Without motion, so that what is scrolled to is there at once. */
  private static void prefer(String colours) {
    cdp(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", colours),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  private static void cdp(String command, Map<String, Object> parameters) {
    browser.executeCdpCommand(command, parameters);
  }

  private static List<String> errors() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(Object::toString)
        .toList();
  }

  /** Leaves a picture of the whole page where a person can look at it. */
  private static void shoot(String name) {
    String height = script("return document.documentElement.scrollHeight");
    String width = script("return window.innerWidth");
    Map<String, Object> size =
        Map.of(
            "width",
            Integer.valueOf(width),
            "height",
            Integer.valueOf(height),
            "deviceScaleFactor",
            1,
            "mobile",
            false);
    cdp("Emulation.setDeviceMetricsOverride", size);
    Map<String, Object> picture = browser.executeCdpCommand("Page.captureScreenshot", Map.of());
    try {
      Files.write(
          Path.of("target", "report-" + name + ".png"),
          Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
