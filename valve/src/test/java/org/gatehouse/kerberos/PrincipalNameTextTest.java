package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrincipalNameTextTest {
    private static final List<String> LETTERS = List.of("a", "/", "@", "\\");

    /** What an application sees of a name is its text: two names with one text would be one user. */
    @Test
    void principalNameHasATextThatNoOtherNameHas() {
        Map<String, List<String>> byText = new HashMap<>();
        for (List<String> components : lists()) {
            List<String> other = byText.put(new PrincipalName(1, components).toString(), components);
            assertThat(other).as("the same text as %s", components).isNull();
        }
    }

    @Test
    void principalNameHasATextWithItsRealmThatNoOtherNameHas() {
        Map<String, String> byText = new HashMap<>();
        for (List<String> components : lists()) {
            for (String realm : strings(2)) {
                String other = byText.put(new PrincipalName(1, components).at(realm), components + " in " + realm);
                assertThat(other)
                        .as("the same text as %s in %s", components, realm)
                        .isNull();
            }
        }
    }

    /** All lists of one to three components, none of which is longer than two characters. */
    private static List<List<String>> lists() {
        List<List<String>> lists = new ArrayList<>();
        for (String one : strings(2)) {
            lists.add(List.of(one));
            for (String two : strings(2)) {
                lists.add(List.of(one, two));
                for (String three : strings(1)) {
                    lists.add(List.of(one, two, three));
                }
            }
        }
        return lists;
    }

    private static List<String> strings(int longest) {
        List<String> strings = new ArrayList<>(LETTERS);
        if (longest > 1) {
            LETTERS.forEach(
                    first -> strings.addAll(LETTERS.stream().map(first::concat).toList()));
        }
        return strings;
    }
}
