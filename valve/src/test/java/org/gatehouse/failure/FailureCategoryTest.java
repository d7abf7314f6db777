package org.gatehouse.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a failure leads to is decided by its category: a code that changes its category changes what clients see. */
class FailureCategoryTest {
    private static final String TABLE = """
            BAD_REQUEST    GH-H001 GH-H003
            WRONG_TOKEN    GH-K001 GH-K002 GH-S001 GH-S003 GH-S004 GH-S005 GH-S009 GH-K006
            OTHER_MECHANISM GH-N001 GH-S002
            REFUSED        GH-H002 GH-K003 GH-K004 GH-K005 GH-K009 GH-K014 GH-K017 GH-K020 GH-K021 GH-K022 GH-K023
            REFUSED        GH-K030 GH-K032 GH-K033 GH-K040 GH-K041 GH-K042 GH-K043 GH-K044 GH-K045
            REFUSED        GH-S006 GH-S007 GH-S008 GH-P001 GH-P002 GH-P003 GH-P004 GH-P005 GH-P006 GH-P007 GH-P008 GH-P009
            NO_KEY         GH-K010 GH-K011 GH-K012 GH-K013 GH-K015 GH-K016
            CLOCK          GH-K031
            NOT_ASKED      GH-H005
            TRY_AGAIN      GH-K034 GH-K035 GH-K036 GH-K037
            OUTAGE         GH-C002 GH-C003 GH-C004 GH-C008 GH-C010 GH-C011 GH-C015 GH-C016 GH-C017 GH-C021 GH-C024
            CONFIGURATION  GH-C001 GH-C005 GH-C006 GH-C007 GH-C009 GH-C012 GH-C013 GH-C014 GH-C018 GH-C019 GH-C020
            CONFIGURATION  GH-C022 GH-C023 GH-C025 GH-C026 GH-C027 GH-C028 GH-C029 GH-C030 GH-C031 GH-H004
            """;

    @Test
    void ofEachCodeIsWhatTheTableSays() {
        Map<String, FailureCategory> expected = new TreeMap<>();
        TABLE.lines().forEach(line -> {
            String[] cells = line.split(" +");
            for (String code : Arrays.asList(cells).subList(1, cells.length)) {
                expected.put(code, FailureCategory.valueOf(cells[0]));
            }
        });

        Map<String, FailureCategory> actual = new TreeMap<>();
        for (FailureCode code : FailureCode.values()) {
            actual.put(code.code(), code.category());
        }
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void isUsed(FailureCategory category) {
        assertThat(FailureCode.values()).anyMatch(code -> code.category() == category);
    }

    @Test
    void saysWhatTheClientIsTold() {
        assertThat(Arrays.stream(FailureCategory.values()).map(FailureCategory::answer))
                .containsExactly(
                        FailureCategory.Answer.BAD_REQUEST,
                        FailureCategory.Answer.REFUSED,
                        FailureCategory.Answer.NO_PROMPT,
                        FailureCategory.Answer.REFUSED,
                        FailureCategory.Answer.REFUSED,
                        FailureCategory.Answer.REFUSED,
                        FailureCategory.Answer.FORBIDDEN,
                        FailureCategory.Answer.ONCE_MORE,
                        FailureCategory.Answer.UNAVAILABLE,
                        FailureCategory.Answer.UNAVAILABLE);
    }

    @Test
    void saysWhoMayTryAgain() {
        assertOnly(
                FailureCategory::mayRetry,
                FailureCategory.TRY_AGAIN,
                FailureCategory.OUTAGE,
                FailureCategory.CONFIGURATION);
    }

    @Test
    void saysWhoseFaultItIs() {
        assertOnly(FailureCategory::ourFault, FailureCategory.OUTAGE, FailureCategory.CONFIGURATION);
    }

    @Test
    void saysWhatElseIsTold() {
        assertOnly(FailureCategory::tellsOurTime, FailureCategory.CLOCK);
        assertOnly(FailureCategory::namesTheToken, FailureCategory.WRONG_TOKEN, FailureCategory.OTHER_MECHANISM);
        assertOnly(FailureCategory::newerKeysMayHelp, FailureCategory.NO_KEY);
    }

    private static void assertOnly(Predicate<FailureCategory> question, FailureCategory... expected) {
        assertThat(Arrays.stream(FailureCategory.values()).filter(question)).containsExactly(expected);
    }
}
