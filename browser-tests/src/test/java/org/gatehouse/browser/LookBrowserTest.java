package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** Every page on a desktop and at 320 pixels, light and dark; the pictures are kept in {@code target/screenshots}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LookBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final int HEIGHT = 700;

    /** A page with text has many shades, since its letters have soft edges. */
    private static final int SHADES_OF_TEXT = 16;

    @AutoClose
    private Lab lab;

    @AutoClose
    private Workstation workstation;

    @AutoClose
    private Chromium browser;

    @BeforeAll
    void startLabAndBrowser() throws Exception {
        Files.createDirectories(SCREENSHOTS);
        lab = Lab.start();
        PasswordChange.of(lab, "CN=FILES,CN=Computers");
        workstation = lab.workstation();
        workstation.kinit("alice", "Wonderland1!").orThrow();
        browser = Chromium.on(workstation);
    }

    /** The pages that people meet. */
    enum Met {
        PORTAL("portal"),
        NOT_SIGNED_IN("unregistered"),
        REFUSED("files");

        private final String host;

        Met(String host) {
            this.host = host;
        }

        URI in(Lab lab) {
            return lab.url(host + ".lab.localhost");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadableInLightAndDark(Met page) throws IOException {
        int light = brightness(picture(page, "light", 1200));
        int dark = brightness(picture(page, "dark", 1200));

        assertThat(light).isGreaterThan(200);
        assertThat(dark).isLessThan(60);
    }

    @ParameterizedTest
    @EnumSource
    void fitsIntoNarrowWindow(Met page) throws IOException {
        picture(page, "light", 320);
        picture(page, "dark", 320);

        assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(320);
    }

    @ParameterizedTest
    @EnumSource
    void tellsAssistiveTechnologyWhatItIs(Met page) {
        browser.open(page.in(lab));

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
    @ValueSource(strings = {"meta[name=viewport][content*=device-width]", "meta[charset=utf-8]"})
    void declaresHowItIsToBeShown(String element) {
        for (Met page : Met.values()) {
            browser.open(page.in(lab));

            assertThat(browser.all(element)).hasSize(1);
        }
    }

    private BufferedImage picture(Met page, String scheme, int width) throws IOException {
        browser.prefer(scheme);
        browser.resize(width, HEIGHT);
        browser.open(page.in(lab));
        byte[] png = browser.screenshot();
        String name = page.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Files.write(SCREENSHOTS.resolve(name + "-" + scheme + "-" + width + ".png"), png);
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
