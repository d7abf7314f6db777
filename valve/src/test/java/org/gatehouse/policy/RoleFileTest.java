package org.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;
import org.gatehouse.identity.Authorization;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleFileTest {
    private static final String FINANCE = "S-1-5-21-1-2-3-1104";

    private static RoleMap parse(String text) throws RoleFileException {
        return RoleFile.parse(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> mistakes(String text) {
        RoleFileException refused = catchThrowableOfType(RoleFileException.class, () -> parse(text));
        assertThat(refused).as("a file that must be refused: %s", text).isNotNull();
        return refused.mistakes();
    }

    private static Authorization member(String... groups) {
        return Authorizations.of("S-1-5-21-1-2-3-500", List.of(groups), List.of());
    }

    @Test
    void givesGroupsTheNamesOfRoles() throws RoleFileException {
        RoleMap roles = parse(FINANCE + " = finance, reports\nS-1-5-21-1-2-3-1105=staff\n");

        assertThat(roles.rolesOf(member(FINANCE))).containsExactly("finance", "reports");
        assertThat(roles.rolesOf(member(FINANCE, "S-1-5-21-1-2-3-1105")))
                .containsExactly("finance", "reports", "staff");
        assertThat(roles.rolesOf(member("S-1-5-21-1-2-4-1104"))).isEmpty();
        assertThat(roles.names()).containsExactly("finance", "reports", "staff");
        assertThat(roles.size()).isEqualTo(2);
    }

    @Test
    void givesARoleToAnAccountByItsOwnSid() throws RoleFileException {
        assertThat(parse("S-1-5-21-1-2-3-500 = manager-gui").rolesOf(member())).containsExactly("manager-gui");
    }

    @Test
    void givesNoRoleForAGroupThatOnlyDenies() throws RoleFileException {
        Authorization denied = Authorizations.of("S-1-5-21-1-2-3-500", List.of(), List.of(FINANCE));

        assertThat(parse(FINANCE + " = finance").rolesOf(denied)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# groups\n\n   # more\n  %s  =  finance  \n",
                "\ufeff%s = finance",
                "%s = finance\r\n",
                "\r%s = finance\r",
                "%s = finance,finance",
                "%1$s = finance\n%1$s = finance",
            })
    void readsCommentsSpacesAndLineEndsOfEverySystem(String text) throws RoleFileException {
        assertThat(parse(text.formatted(FINANCE)).rolesOf(member(FINANCE))).containsExactly("finance");
    }

    @Test
    void addsUpTheLinesOfOneGroup() throws RoleFileException {
        assertThat(parse(FINANCE + " = a\n" + FINANCE + " = b").rolesOf(member(FINANCE)))
                .containsExactly("a", "b");
    }

    @Test
    void takesNamesWithSpacesEqualsSignsAndLettersOfAnyScript() throws RoleFileException {
        assertThat(parse(FINANCE + " = Domänen-Admins, a=b, two words, c#").rolesOf(member(FINANCE)))
                .containsExactly("Domänen-Admins", "a=b", "c#", "two words");
    }

    @Test
    void anEmptyFileGivesNoRoles() throws RoleFileException {
        assertThat(parse("")).isEqualTo(RoleMap.EMPTY);
        assertThat(parse("# nothing yet\n")).isEqualTo(RoleMap.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S-1-5-21-1-2-3-1104 finance | line 1: there is no \"=\" between SID and roles",
                "Finance = finance | line 1: what stands before the \"=\" is not a SID",
                "S-1-5-21-1-2-3- = finance | line 1: \"S-1-5-21-1-2-3-\" is not a SID",
                "= finance | line 1: what stands before the \"=\" is not a SID",
                "c29tZSBzZWNyZXQ= | line 1: what stands before the \"=\" is not a SID",
                "S-1-5-21-1-2-3-1104 = | line 1: the name of a role is missing",
                "S-1-5-21-1-2-3-1104 = a,,b | line 1: the name of a role is missing",
                "S-1-5-21-1-2-3-1104 = a, | line 1: the name of a role is missing",
                "S-1-5-21-1-2-3-1104 = a # the money people | line 1: there is a # behind the roles: a comment has a line of its own",
                "S-1-5-21-1-2-3-1104 = #a | line 1: there is a # behind the roles: a comment has a line of its own",
                "S-1-5-21-1-2-3-1104 = * | line 1: \"*\" is not the name of a role",
                "S-1-5-21-1-2-3-1104 = ** | line 1: \"**\" is not the name of a role",
                "S-1-5-21-1-2-3-1104 = S-1-5-32-544 | line 1: \"S-1-5-32-544\" is a SID: no role may have the name of another group",
                "S-1-5-21-1-2-3-1104 = s-1-5-32-544 | line 1: \"s-1-5-32-544\" is a SID: no role may have the name of another group",
            })
    void namesTheLineAndTheMistake(String text, String mistake) {
        assertThat(mistakes(text)).containsExactly(mistake);
    }

    @Test
    void refusesNamesWithCharactersThatNobodySees() {
        assertThat(mistakes(FINANCE + " = fin\u200bance"))
                .singleElement()
                .asString()
                .contains("invisible");
        assertThat(mistakes(FINANCE + " = a\u0000b")).singleElement().asString().contains("invisible");
    }

    @Test
    void namesEveryLineThatIsWrongUpToALimit() {
        assertThat(mistakes(FINANCE + " = a\nx\n\n# y\nz = b\r\nS-1-5-32-544\n"))
                .extracting(mistake -> mistake.substring(0, mistake.indexOf(':')))
                .containsExactly("line 2", "line 5", "line 6");
        assertThat(mistakes("x\n".repeat(1000))).hasSize(20);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        Bytes latin1 = Bytes.of((FINANCE + " = dom\u00e4ne").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(catchThrowableOfType(RoleFileException.class, () -> RoleFile.parse(latin1))
                        .mistakes())
                .containsExactly("it is not UTF-8");
    }

    @Test
    void readsAsMuchAsTheLimitAndNoMore() throws RoleFileException {
        String most = "#".repeat(RoleFile.MAX_LENGTH);

        assertThat(parse(most)).isEqualTo(RoleMap.EMPTY);
        assertThat(mistakes(most + "#")).containsExactly("it is larger than 1048576 bytes");
    }

    /** A SID that is a role by itself needs no line. */
    @Test
    void membershipIsThatOfTheAccountAndOfGroupsThatCount() {
        Authorization alice = Authorizations.of("S-1-5-21-1-2-3-500", List.of(FINANCE), List.of("S-1-5-21-1-2-3-1105"));

        assertThat(alice.isMember(sid(FINANCE))).isTrue();
        assertThat(alice.isMember(sid("S-1-5-21-1-2-3-500"))).isTrue();
        assertThat(alice.isMember(sid("S-1-5-21-1-2-3-1105"))).isFalse();
        assertThat(alice.denyOnly()).isEqualTo(SidSet.of(List.of(sid("S-1-5-21-1-2-3-1105"))));
    }

    private static Sid sid(String text) {
        return Sid.parse(text).orElseThrow();
    }
}
