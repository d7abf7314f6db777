package org.gatehouse.valve;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.catalina.connector.Request;
import org.apache.juli.logging.Log;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.fallback.HelpDesk;
import org.gatehouse.fallback.PageFacts;
import org.gatehouse.fallback.PageFileException;
import org.gatehouse.fallback.PageMistake;
import org.gatehouse.fallback.PageRenderer;
import org.gatehouse.fallback.PageStyle;
import org.gatehouse.fallback.PageTemplate;
import org.gatehouse.fallback.PageTexts;
import org.gatehouse.settings.FallbackSettings;
import org.gatehouse.settings.TrustedFiles;
import org.gatehouse.wire.Bytes;

/**
 * The valve's pages in the administrator's style. The files of that style are read again when they change; one that cannot be
 * used leaves the pages as they were.
 */
final class SignInPages {
    private static final int MAX_TOLD = 5;
    private static final String POWER = "show every user a page that asks for a password";

    private final InstantSource clock;
    private final Log log;
    private final SecureRandom random = new SecureRandom();
    private final List<WatchedFile> files;
    private volatile PageStyle style;
    private volatile PageRenderer renderer;

    /**
     * As the settings say.
     *
     * @param displayName of the application
     * @param trusted reads only files that belong to someone who is trusted
     */
    SignInPages(FallbackSettings settings, String displayName, TrustedFiles trusted, Asking.Surroundings surroundings) {
        this.clock = surroundings.clock();
        this.log = surroundings.log();
        this.style = new PageStyle(
                settings.siteName().orElse(displayName),
                new HelpDesk(settings.helpUrl(), settings.helpText()),
                PageTexts.BUILT_IN,
                Optional.empty());
        this.renderer = new PageRenderer(style, random);
        Optional<WatchedFile> template =
                settings.pageTemplate().map(path -> watched("pageTemplate", path, trusted, this::template));
        Optional<WatchedFile> texts =
                settings.pageTexts().map(path -> watched("pageTexts", path, trusted, this::texts));
        this.files = List.of(template, texts).stream().flatMap(Optional::stream).toList();
    }

    private WatchedFile watched(String attribute, String path, TrustedFiles trusted, Use use) {
        return new WatchedFile(
                new WatchedFile.Name(attribute, path, POWER),
                trusted,
                log,
                new Reader(attribute, trusted.absolute(path), use));
    }

    /** Makes something of a file. */
    @FunctionalInterface
    private interface Use {
        PageStyle of(byte[] file) throws PageFileException;
    }

    private PageStyle template(byte[] file) throws PageFileException {
        return new PageStyle(style.siteName(), style.help(), style.texts(), Optional.of(PageTemplate.parse(file)));
    }

    private PageStyle texts(byte[] file) throws PageFileException {
        return new PageStyle(style.siteName(), style.help(), PageTexts.parse(file), style.template());
    }

    private final class Reader implements WatchedFile.Reader {
        private final String attribute;
        private final String path;
        private final Use use;

        Reader(String attribute, String path, Use use) {
            this.attribute = attribute;
            this.path = path;
            this.use = use;
        }

        @Override
        public boolean read(Bytes content) {
            try {
                style = use.of(content.toArray());
                renderer = new PageRenderer(style, random);
                log.info("Gatehouse: the pages use " + path);
                return true;
            } catch (PageFileException e) {
                unreadable(e.mistakes().stream()
                        .limit(MAX_TOLD)
                        .map(PageMistake::toString)
                        .collect(Collectors.joining("; ")));
                return false;
            }
        }

        @Override
        public void unreadable(String problem) {
            log.error(new Failure(
                    FailureCode.PAGE_FILE_UNUSABLE,
                    attribute + ": " + path + " cannot be used: " + problem + ". The pages stay as they were.",
                    "Fix the file. It is reloaded when it changes."));
        }
    }

    /** In the style of this moment. */
    PageRenderer renderer() {
        return renderer;
    }

    InstantSource clock() {
        return clock;
    }

    /** Writes a page into a response whose status is set. */
    void write(Request request, PageFacts facts) throws IOException {
        new PageWriter(request, renderer).write(facts);
        request.getResponse().setSuspended(true);
    }

    /** Looks at the files once. */
    void look() {
        files.forEach(WatchedFile::lookIfChanged);
    }
}
