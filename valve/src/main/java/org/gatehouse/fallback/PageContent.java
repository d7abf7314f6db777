package org.gatehouse.fallback;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What a page says in one language, as plain text: the layouts put it into HTML. */
final class PageContent {
    private static final String SIGN_OUT = "signOut";

    private static final String HELP_DESK = "{helpDesk}";

    private final PageFacts facts;
    private final PageStyle style;
    private final PageLanguage language;

    PageContent(PageFacts facts, PageStyle style, PageLanguage language) {
        this.facts = facts;
        this.style = style;
        this.language = language;
    }

    /**
     * A link, or a button that posts.
     *
     * @param name by which a template knows it
     */
    record Action(String name, String label, String url) {
        boolean isPost() {
            return name.equals(SIGN_OUT);
        }
    }

    PageFacts facts() {
        return facts;
    }

    PageStyle style() {
        return style;
    }

    PageLanguage language() {
        return language;
    }

    String siteName() {
        return style.siteName().strip();
    }

    String title() {
        return siteName().isEmpty() ? heading() : heading() + " · " + siteName();
    }

    String heading() {
        return text(facts.situation().key() + ".heading");
    }

    /** The sentences below the heading; the administrator may have left out all of them. */
    String text() {
        return (offersOtherInstead() ? text("other.text") + " " : "")
                .concat(main())
                .strip();
    }

    private String main() {
        Optional<Duration> optOut = facts.optOut();
        if (facts.situation() == Situation.SIGNED_OUT && optOut.isPresent()) {
            return text("signedOut.until").replace("{duration}", duration(optOut.get()));
        }
        return text(facts.situation().key() + ".text");
    }

    private boolean offersOtherInstead() {
        return otherSignIn().isPresent()
                && switch (facts.situation()) {
                    case ASKED, REFUSED, NTLM, NOT_ASKED, UNAVAILABLE -> true;
                    case OPTED_OUT, CAME_BACK, CHOOSE, SIGN_OUT, SIGNED_OUT -> false;
                };
    }

    /** Where the page goes on to by itself has to be reached without script as well. */
    Optional<String> otherSignIn() {
        return facts.links().otherSignIn().or(() -> facts.links().onward().map(Continuation::url));
    }

    /** The one that helps most is the first. */
    List<Action> actions() {
        PageLinks links = facts.links();
        boolean isOut = facts.situation() == Situation.SIGNED_OUT;
        Optional<Action> other = link("otherSignIn", isOut ? "button.somebodyElse" : "button.other", otherSignIn());
        Optional<Action> automatic =
                link("automaticSignIn", isOut ? "button.signInAgain" : "button.automatic", links.automaticSignIn());
        Optional<Action> again = link("tryAgain", "button.tryAgain", links.tryAgain());
        Optional<Action> signOut = link(SIGN_OUT, "button.signOut", links.signOutAction());
        Optional<Action> back = link("back", "button.back", links.back());
        List<Optional<Action>> ordered = switch (facts.situation()) {
            case ASKED, REFUSED, NTLM, NOT_ASKED, OPTED_OUT, CAME_BACK ->
                List.of(other, again, automatic, signOut, back);
            case UNAVAILABLE -> List.of(again, other, automatic, signOut, back);
            case CHOOSE, SIGN_OUT, SIGNED_OUT -> List.of(signOut, automatic, other, again, back);
        };
        return ordered.stream().flatMap(Optional::stream).toList();
    }

    private Optional<Action> link(String name, String label, Optional<String> url) {
        return url.map(address -> new Action(name, text(label), address));
    }

    /**
     * A sentence about the help desk, around its name.
     *
     * @param before the name
     * @param after the name
     */
    record Help(String before, String name, String after) {}

    Optional<Help> help() {
        return helpKey().map(this::text).filter(sentence -> !sentence.isBlank()).map(sentence -> {
            int name = sentence.indexOf(HELP_DESK);
            return new Help(
                    sentence.substring(0, name), text("help.name"), sentence.substring(name + HELP_DESK.length()));
        });
    }

    private Optional<String> helpKey() {
        if (facts.technical().isPresent()) {
            return Optional.of("help.code");
        }
        return switch (facts.situation()) {
            case ASKED -> Optional.of("help.allow");
            case REFUSED, NTLM, NOT_ASKED, CAME_BACK, UNAVAILABLE -> Optional.of("help.plain");
            case OPTED_OUT, CHOOSE, SIGN_OUT, SIGNED_OUT -> Optional.empty();
        };
    }

    /** In UTC, like the log: who reads it may be elsewhere. */
    String time(Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        return text("time.format")
                .replace("{day}", Integer.toString(time.getDayOfMonth()))
                .replace("{month}", style.texts().forms(language, "time.months")[time.getMonthValue() - 1])
                .replace("{year}", Integer.toString(time.getYear()))
                .replace("{hour}", twoDigits(time.getHour()))
                .replace("{minute}", twoDigits(time.getMinute()));
    }

    /** For the attribute {@code datetime}. */
    static String machineTime(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    private String duration(Duration duration) {
        if (duration.toHours() >= 48) {
            return style.texts().plural(language, "duration.days", duration.toDays());
        }
        return duration.toHours() >= 1
                ? style.texts().plural(language, "duration.hours", duration.toHours())
                : style.texts().plural(language, "duration.minutes", Math.max(1, duration.toMinutes()));
    }

    String text(String key) {
        return style.texts().text(language, key);
    }
}
