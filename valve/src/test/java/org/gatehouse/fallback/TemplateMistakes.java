package org.gatehouse.fallback;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Templates that have one mistake each, and how its message begins. */
final class TemplateMistakes {
    private TemplateMistakes() {}

    static Stream<Arguments> all() {
        return Stream.concat(ofMarkers(), ofPlaces());
    }

    private static Stream<Arguments> ofMarkers() {
        return Stream.of(
                Arguments.of("a\nb ${user}", "line 2: \"${user}\" is not a placeholder; there are ${title} ${heading}"),
                Arguments.of("${}", "line 1: \"${}\" is not a placeholder"),
                Arguments.of("${Title}", "line 1: \"${Title}\" is not a placeholder"),
                Arguments.of("\r\n\r\n${code", "line 3: \"${\" has no \"}\" in its line"),
                Arguments.of("${code\n}", "line 1: \"${\" has no \"}\" in its line"),
                Arguments.of("x\n${if code}\ny", "line 2: ${if …} has no ${end}"),
                Arguments.of("${end}", "line 1: ${end} has no ${if …}"),
                Arguments.of("${else}", "line 1: ${else} is not inside a section"),
                Arguments.of(
                        "${if code}${else}\n${else}${end}",
                        "line 2: ${else} is not inside a section, or is its second"),
                Arguments.of(
                        "${if code}".repeat(9) + "${end}".repeat(9), "line 1: sections are nested more than 8 deep"));
    }

    private static Stream<Arguments> ofPlaces() {
        return Stream.of(
                Arguments.of(
                        "<script nonce=\"${nonce}\">\nvar c='${code}'</script>",
                        "line 2: ${code} stands inside of <script>"),
                Arguments.of("<style nonce=\"${nonce}\">${lang}</STYLE>", "line 1: ${lang} stands inside of <style>"),
                Arguments.of("<a href=${backUrl}>x</a>", "line 1: ${backUrl} stands in a tag without quotes"),
                Arguments.of("<a href=/${backUrl}>x</a>", "line 1: ${backUrl} stands in a tag without quotes"),
                Arguments.of("<p ${code}>x</p>", "line 1: ${code} stands in a tag without quotes"),
                Arguments.of("<${lang}>", "line 1: ${lang} stands in a tag without quotes"),
                Arguments.of("<a\nonclick=\"f('${code}')\">x</a>", "line 2: ${code} stands in the attribute onclick"),
                Arguments.of("<a STYLE='${code}'>x</a>", "line 1: ${code} stands in the attribute style"),
                Arguments.of("<iframe srcdoc=\"${text}\"></iframe>", "line 1: ${text} stands in the attribute srcdoc"),
                Arguments.of("<p title=\"${help}\">x</p>", "line 1: ${help} has elements"),
                Arguments.of("<p title='${script}'>x</p>", "line 1: ${script} has elements"),
                Arguments.of("\n<script>x</script>", "line 2: <script> lacks nonce=\"${nonce}\""),
                Arguments.of("<style>p{}</style>", "line 1: <style> lacks nonce=\"${nonce}\""),
                Arguments.of("<script nonce=\"x\" data-n=\"${nonce}\"></script>", "line 1: <script> lacks nonce"),
                Arguments.of(
                        "<p ${if code}title=\"x${end}\">",
                        "line 1: the section of line 1 begins in a tag and ends in an attribute"),
                Arguments.of(
                        "${if code}<p${end} title=\"x\">",
                        "line 1: the section of line 1 begins in text and ends in a tag"),
                Arguments.of("x\n<!-- y", "line 2: the template ends inside of a comment"),
                Arguments.of("<a href=\"x", "line 1: the template ends inside of an attribute"));
    }
}
