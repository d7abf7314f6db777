package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.gatehouse.lab.Lab;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.WebElement;

/** Every page on a desktop and at 320 pixels, light and dark; the pictures are kept in {@code target/screenshots}. */
@ExtendWith(InTheLab.class)
final class LookBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final int HEIGHT = 900;

    /** A page with text has many shades, since its letters have soft edges. */
    private static final int SHADES_OF_TEXT = 16;

    private final Desk desk;

    LookBrowserTest(Desk desk) {
        this.desk = desk;
    }

    /** The pages that people meet. */
    enum Met {
        SIGNED_IN {
            @Override
            Chromium open(Desk desk) throws IOException {
                desk.logOn("alice", "Wonderland1!");
                return desk.chromium().open(desk.lab().portal());
            }
        },
        SIGNED_IN_FROM_ELSEWHERE {
            @Override
            Chromium open(Desk desk) throws IOException {
                desk.logOn("carol@PARTNER.LOCALHOST", "Partner1!");
                return desk.chromium().open(desk.lab().securePortal());
            }
        },
        NO_SUCH_PAGE {
            @Override
            Chromium open(Desk desk) throws IOException {
                desk.logOn("alice", "Wonderland1!");
                return desk.chromium().open(desk.lab().portal().resolve("/elsewhere"));
            }
        },
        NOT_SIGNED_IN {
            @Override
            Chromium open(Desk desk) throws IOException {
                return desk.chromium().open(desk.lab().portal());
            }
        },
        REFUSED {
            @Override
            Chromium open(Desk desk) throws IOException {
                Lab lab = desk.lab();
                lab.portalClock().setShift(Duration.ofHours(1));
                desk.logOn("alice", "Wonderland1!");
                return desk.chromium().open(lab.portal());
            }
        };

        abstract Chromium open(Desk desk) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void isReadableInLightAndDark(Met page) throws IOException {
        Chromium browser = page.open(desk);

        int light = brightness(picture(browser, page, "light", 1200));
        int dark = brightness(picture(browser, page, "dark", 1200));

        assertThat(light).isGreaterThan(200);
        assertThat(dark).isLessThan(60);
    }

    @ParameterizedTest
    @EnumSource
    void fitsIntoNarrowWindow(Met page) throws IOException {
        Chromium browser = page.open(desk);

        picture(browser, page, "light", 320);
        picture(browser, page, "dark", 320);

        assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(320);
    }

    @ParameterizedTest
    @EnumSource
    void tellsAssistiveTechnologyWhatItIs(Met page) throws IOException {
        Chromium browser = page.open(desk);

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
    void declaresHowItIsToBeShown(Met page) throws IOException {
        Chromium browser = page.open(desk);

        assertThat(browser.all("meta[name=viewport][content*=device-width]")).hasSize(1);
        assertThat(browser.all("meta[charset=utf-8]")).hasSize(1);
    }

    private static BufferedImage picture(Chromium browser, Met page, String scheme, int width) throws IOException {
        browser.prefer(scheme);
        browser.resize(width, HEIGHT);
        byte[] png = browser.screenshot();
        String name = page.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Files.createDirectories(SCREENSHOTS);
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
