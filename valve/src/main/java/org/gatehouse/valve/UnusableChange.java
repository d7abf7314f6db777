package org.gatehouse.valve;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.valve.ConfigurationFiles.Content;
import org.gatehouse.valve.ConfigurationFiles.Reading;

/** Why key files do not take the place of those in use. */
final class UnusableChange {
    private UnusableChange() {}

    /** Nothing, if the keys can be used from now on. */
    static List<Failure> of(Reading reading, Content inUse) {
        List<Failure> problems = new ArrayList<>(incomplete(reading));
        problems.addAll(reading.doubtful(inUse));
        reading.settings().outage().forEach(problem -> problems.add(unusable(problem)));
        return problems;
    }

    private static List<Failure> incomplete(Reading reading) {
        return reading.settings().keyFiles().stream()
                .filter(file -> file.keytab().isIncomplete())
                .map(file -> new Failure(
                        FailureCode.CHANGED_KEYTAB_UNUSABLE,
                        "keytab: " + file.path() + " is incomplete: the file ends inside an entry.",
                        "Copy it again, as a binary file. Until then the keys from before stay in use."))
                .toList();
    }

    private static Failure unusable(Failure problem) {
        return new Failure(
                FailureCode.CHANGED_KEYTAB_UNUSABLE,
                problem.code() + ", " + problem.seen(),
                problem.remedy() + " Until then the keys from before stay in use.");
    }
}
