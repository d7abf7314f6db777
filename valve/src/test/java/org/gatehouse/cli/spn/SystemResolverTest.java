package org.gatehouse.cli.spn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SystemResolverTest {
    /** RFC 6761 §6.4: a name that no resolver of the machine will ever know. */
    private static final String NAME = "portal.invalid";

    private static Optional<String> canonical(Map<String, String> aliases, String... names) throws Exception {
        try (FakeDns dns = new FakeDns(aliases, List.of(names))) {
            return new SystemResolver(dns.url()).resolve(NAME).canonical();
        }
    }

    @Test
    void followsAliasesToTheirEnd() throws Exception {
        assertThat(canonical(Map.of(NAME, "Farm.invalid", "farm.invalid", "web7.invalid"), "web7.invalid"))
                .contains("web7.invalid");
    }

    @Test
    void givesANameWithoutAliasItself() throws Exception {
        assertThat(canonical(Map.of(), NAME)).contains(NAME);
    }

    @Test
    void knowsNothingOfAliasesOfANameThatTheDnsDoesNotKnow() throws Exception {
        assertThat(canonical(Map.of())).isEmpty();
    }

    @Test
    void givesUpOnAliasesThatGoRound() throws Exception {
        assertThat(canonical(Map.of(NAME, "other.invalid", "other.invalid", NAME)))
                .isEmpty();
    }

    @Test
    void doesNotFollowAnAliasThatIsNoHostName() throws Exception {
        assertThat(canonical(Map.of(NAME, "ldap://evil/x"))).isEmpty();
    }

    @Test
    void knowsNothingOfAliasesIfNoServerAnswers() throws Exception {
        String url;
        try (FakeDns dns = new FakeDns(Map.of(), List.of())) {
            url = dns.url();
        }

        assertThat(new SystemResolver(url).resolve(NAME).canonical()).isEmpty();
    }

    @Test
    void tellsThatTheMachineDoesNotKnowAName() throws Exception {
        try (FakeDns dns = new FakeDns(Map.of(), List.of())) {
            assertThat(new SystemResolver(dns.url()).resolve(NAME).found()).isFalse();
        }
    }

    @Test
    void tellsThatTheMachineKnowsAName() throws Exception {
        try (FakeDns dns = new FakeDns(Map.of(), List.of())) {
            assertThat(new SystemResolver(dns.url()).resolve("localhost").found())
                    .isTrue();
        }
    }
}
