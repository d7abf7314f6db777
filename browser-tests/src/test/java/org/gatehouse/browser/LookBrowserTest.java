package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.WebElement;

/** Every page on a desktop and on a phone, light and dark; the pictures are kept in {@code target/screenshots}. */
@ExtendWith(InTheLab.class)
final class LookBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final int HEIGHT = 900;
    private static final int PHONE = 360;

    /** A page with text has many shades, since its letters have soft edges. */
    private static final int SHADES_OF_TEXT = 16;

    private final Desk desk;

    LookBrowserTest(Desk desk) {
        this.desk = desk;
    }

    /** The valve's pages in two of their languages, the portal's in theirs. */
    static Stream<Arguments> pagesAndLanguages() {
        return Stream.of(MetPage.values())
                .flatMap(page -> (page.isPortals() ? Stream.of("en") : Stream.of("en", "de"))
                        .map(language -> Arguments.of(page, language)));
    }

    @ParameterizedTest
    @MethodSource("pagesAndLanguages")
    void isReadableInLightAndDark(MetPage page, String language) throws IOException {
        Chromium browser = page.open(desk, language);

        int light = brightness(picture(browser, page, "light", 1200));
        int dark = brightness(picture(browser, page, "dark", 1200));

        assertThat(browser.securityMessages()).isEmpty();
        assertThat(light).isGreaterThan(200);
        assertThat(dark).isLessThan(60);
    }

    @ParameterizedTest
    @MethodSource("pagesAndLanguages")
    void fitsIntoNarrowWindow(MetPage page, String language) throws IOException {
        Chromium browser = page.open(desk, language);

        picture(browser, page, "light", PHONE);
        picture(browser, page, "dark", PHONE);
        browser.resize(320, HEIGHT);

        assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(320);
    }

    /** Both ways to look: colours differ, and on a phone other parts of the page are beside each other. */
    @ParameterizedTest
    @MethodSource("pagesAndLanguages")
    void breaksNoRuleOfAccessibility(MetPage page, String language) throws IOException {
        Chromium browser = page.open(desk, language);

        browser.prefer("light");
        browser.resize(PHONE, HEIGHT);
        assertThat(Axe.violations(browser)).isEmpty();
        browser.prefer("dark");
        browser.resize(1200, HEIGHT);
        assertThat(Axe.violations(browser)).isEmpty();
    }

    @Test
    void axeFindsABrokenRule() throws IOException {
        Chromium browser = MetPage.ASKED.open(desk, "en");

        browser.script("document.documentElement.lang = ''; document.querySelector('.button').textContent = ''");

        assertThat(Axe.violations(browser))
                .anySatisfy(line -> assertThat(line).startsWith("html-has-lang: "))
                .anySatisfy(line -> assertThat(line).startsWith("link-name: "));
    }

    /** The console of each page is read above; this shows that it would tell. */
    @Test
    void consoleTellsOfStyleThatThePolicyDoesNotAllow() throws IOException {
        Chromium browser = MetPage.ASKED.open(desk, "en");

        browser.script("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">Red</p>')");

        assertThat(browser.securityMessages()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tellsAssistiveTechnologyWhatItIs(MetPage page) throws IOException {
        Chromium browser = page.open(desk, "en");

        assertThat(browser.all("html[lang=en]")).hasSize(1);
        assertThat(browser.all("main")).hasSize(1);
        assertThat(browser.all("h1")).hasSize(1);
        assertThat(browser.title()).isNotBlank();
        assertThat(browser.all("a, button"))
                .extracting(WebElement::getAccessibleName)
                .doesNotContain("");
        assertThat(browser.all("svg:not([aria-hidden=true]):not([role=img]), img:not([alt])"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void declaresHowItIsToBeShown(MetPage page) throws IOException {
        Chromium browser = page.open(desk, "en");

        assertThat(browser.all("meta[name=viewport][content*=device-width]")).hasSize(1);
        assertThat(browser.all("meta[charset=utf-8]")).hasSize(1);
    }

    private static BufferedImage picture(Chromium browser, MetPage page, String scheme, int width) throws IOException {
        browser.prefer(scheme);
        browser.resize(width, HEIGHT);
        byte[] png = browser.screenshot();
        String name = page.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(String.join("-", name, browser.language(), scheme, width + ".png")), png);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isEqualTo(width);
        assertThat(pixels(picture).distinct()).hasSizeGreaterThan(SHADES_OF_TEXT);
        return picture;
    }

    /** The mean of all pixels, from 0 for black to 255 for white. */
    private static int brightness(BufferedImage picture) {
        return (int) pixels(picture)
                .map(rgb -> ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3)
                .average()
                .orElseThrow();
    }

    private static IntStream pixels(BufferedImage picture) {
        return IntStream.of(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()));
    }
}
