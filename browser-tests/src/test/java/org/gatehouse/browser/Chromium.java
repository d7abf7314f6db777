package org.gatehouse.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium, or Chrome, with a new profile of its own. */
final class Chromium implements Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Debian's Chromium has a driver of its own version; for Chrome, Selenium gets one. */
    private static final List<Path> BROWSERS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome-stable"), Path.of("/usr/bin/google-chrome"));

    private static final Path DEBIAN = BROWSERS.get(0);
    private static final Path DEBIAN_DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;
    private String language = "en";

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * A browser that trusts some sites.
     *
     * @param environment with the place of the tickets
     * @param allowList the hosts that may have the user's tickets
     * @param authority whose certificates it trusts, by the SHA-256 of its public key in base64
     */
    static Chromium start(Map<String, String> environment, String allowList, String authority) {
        return start(
                environment, options(allowList).addArguments("--ignore-certificate-errors-spki-list=" + authority));
    }

    /** A browser as it comes: no site gets the user's tickets, and it trusts the certificates that all the world trusts. */
    static Chromium start(Map<String, String> environment) {
        return start(environment, options(""));
    }

    private static Chromium start(Map<String, String> environment, ChromeOptions options) {
        Path browser = BROWSERS.stream()
                .filter(Chromium::isUsable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no browser for this test. Install the packages"
                        + " chromium and chromium-driver; on Ubuntu, where Chromium is a snap that cannot read the"
                        + " tickets, google-chrome-stable."));
        ChromeDriverService.Builder service =
                new ChromeDriverService.Builder().usingAnyFreePort().withEnvironment(environment);
        if (browser.equals(DEBIAN)) {
            service.usingDriverExecutable(debianDriver());
        }
        ChromeDriver driver = new ChromeDriver(service.build(), options.setBinary(browser.toFile()));
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
        return new Chromium(driver);
    }

    private static boolean isUsable(Path browser) {
        try {
            return Files.isExecutable(browser) && !browser.toRealPath().endsWith("snap");
        } catch (IOException e) {
            return false;
        }
    }

    private static File debianDriver() {
        if (!Files.isExecutable(DEBIAN_DRIVER)) {
            throw new IllegalStateException(
                    "Chromium has no driver for this test. Install the package chromium-driver.");
        }
        return DEBIAN_DRIVER.toFile();
    }

    private static ChromeOptions options(String allowList) {
        ChromeOptions options = new ChromeOptions();
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, console);
        return options.addArguments(
                        "--headless=new",
                        "--no-sandbox", // root has none, and containers forbid it; the pages are the lab's own
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        // A short name, which no DNS of this machine knows, and which Chromium would rather have by
                        // https.
                        "--host-resolver-rules=MAP portal 127.0.0.1",
                        "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
                        "--hide-scrollbars")
                .setExperimentalOption(
                        "localState",
                        Map.of(
                                // A new profile loads GSS-API only at the start after its first Negotiate header.
                                "net.received_http_auth_negotiate_headers",
                                true,
                                "auth.server_allowlist",
                                allowList,
                                // The SPN is made of the name in the address bar.
                                "auth.disable_negotiate_cname_lookup",
                                true));
    }

    @Override
    public Chromium open(URI address) throws IOException {
        try {
            if (address.getFragment() != null) {
                driver.get(NOWHERE);
            }
            driver.get(address.toString());
        } catch (WebDriverException e) {
            throw new IOException(e.getRawMessage(), e);
        }
        return this;
    }

    /** Of all sites, not of the open page alone, as WebDriver has it. A new tab has no history and no session storage. */
    @Override
    public void forgetCookies() {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        String before = driver.getWindowHandle();
        String fresh = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
        driver.switchTo().window(before).close();
        driver.switchTo().window(fresh);
        language = "en";
        securityMessages(); // those of pages before are not told again
    }

    @Override
    public void forgetSession() {
        driver.manage().deleteCookieNamed("JSESSIONID");
    }

    @Override
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(driver.manage().getCookieNamed(name)).map(Cookie::getValue);
    }

    @Override
    public URI address() {
        return URI.create(Optional.ofNullable(driver.getCurrentUrl()).orElse(""));
    }

    @Override
    public Chromium type(String css, String text) {
        driver.findElement(By.cssSelector(css)).sendKeys(text);
        return this;
    }

    @Override
    public Chromium click(String css) {
        driver.findElement(By.cssSelector(css)).click();
        return this;
    }

    @Override
    public void back() {
        driver.navigate().back();
    }

    @Override
    public String requestByScript(String path, String accept) {
        return script(ScriptRequest.JAVA_SCRIPT, path, accept).toString();
    }

    /** The policies of the next pages for their content count or do not; under the portal's no script may ask for anything. */
    void keepPolicies(boolean areKept) {
        driver.executeCdpCommand("Page.setBypassCSP", Map.of("enabled", !areKept));
    }

    /** Nothing, too, while the browser is on its way to another page. */
    @Override
    public String heading() {
        try {
            return String.valueOf(driver.executeScript(
                    "return document.readyState == 'complete' ? document.querySelector('h1').textContent : ''"));
        } catch (WebDriverException e) {
            return "";
        }
    }

    /** What the console has about policies for content, since the last time. */
    List<String> securityMessages() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Content Security Policy"))
                .toList();
    }

    /** From the next page on; what tests ask of a page is not the page's own. */
    void allowScript(boolean isAllowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !isAllowed));
    }

    /** With every request from here on, until there are others. */
    void sendHeaders(Map<String, String> headers) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", headers));
    }

    /** Of the pages from here on. */
    void prefersLanguage(String tag) {
        language = tag;
        sendHeaders(Map.of("Accept-Language", tag));
    }

    String language() {
        return language;
    }

    /** The lines that a script of the test hands to the function that is its last argument. */
    List<String> answers(String script) {
        if (driver.executeAsyncScript(script) instanceof List<?> lines) {
            return lines.stream().map(String::valueOf).toList();
        }
        throw new IllegalStateException("The script has no answer");
    }

    /** The value that a script of the test returns. */
    Object script(String script, Object... arguments) {
        return Optional.ofNullable(driver.executeScript(script, arguments)).orElse("");
    }

    @Override
    public int status() {
        return (int) number("performance.getEntriesByType('navigation')[0].responseStatus");
    }

    @Override
    public String title() {
        return Optional.ofNullable(driver.getTitle()).orElse("");
    }

    @Override
    public String text() {
        return text("body");
    }

    @Override
    public String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    @Override
    public int count(String css) {
        return all(css).size();
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The value of an expression in the page that is a number. */
    long number(String expression) {
        Object value = driver.executeScript("return Math.ceil(" + expression + ")");
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException(expression + " is " + value);
    }

    /** Sets the size of the window's inside, in pixels. */
    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param scheme {@code light} or {@code dark}, as the user's system is set */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
