package org.gatehouse.valve;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.failure.Failure;
import org.gatehouse.settings.Protect;
import org.gatehouse.settings.descriptor.NarrowedCoverage;
import org.gatehouse.text.BoundedList;

/**
 * Which requests of an application need a sign-in: what {@code protect} means for its constraints. With {@code auto} only
 * the own constraints, those of {@code web.xml} and of the administrator, say what needs none. Constraints of libraries
 * demand what they demand, but open nothing.
 */
final class Coverage {
    private final Context context;
    private final Protect protect;
    private final ConstraintOrigins origins;
    private final Consumer<String> changed;
    private final Optional<Failure> problem;
    private volatile Constraints constraints;

    /**
     * At the valve's start, when Tomcat has merged the descriptors.
     *
     * @param changed is told the new description when a program has changed it
     */
    Coverage(Context context, Protect protect, ConstraintOrigins origins, Consumer<String> changed) {
        this.context = context;
        this.protect = protect;
        this.origins = origins;
        this.changed = changed;
        OwnDescriptors descriptors = OwnDescriptors.of(context);
        origins.merged(descriptors);
        this.problem = descriptors.problem().filter(unused -> protect == Protect.AUTO);
        this.constraints = Constraints.of(context, origins);
    }

    /**
     * The constraints of the application at one time, with their origins.
     *
     * @param own what the own ones say, if there are others that could hide it
     */
    private record Constraints(
            List<SecurityConstraint> all, List<ConstraintOrigin> origins, Optional<OwnConstraints> own) {
        static Constraints of(Context context, ConstraintOrigins known) {
            List<SecurityConstraint> all = List.of(context.findConstraints());
            List<ConstraintOrigin> origins = known.of(all);
            List<SecurityConstraint> own = select(all, origins, true).toList();
            boolean needless = own.isEmpty() || own.size() == all.size();
            return new Constraints(
                    all,
                    origins,
                    needless ? Optional.empty() : Optional.of(new OwnConstraints(complete(own, context))));
        }

        /** Tomcat denies what all constraints together leave uncovered; a library's would cover what these deny. */
        private static List<SecurityConstraint> complete(List<SecurityConstraint> own, Context context) {
            if (!context.getDenyUncoveredHttpMethods()) {
                return own;
            }
            SecurityConstraint[] denying = SecurityConstraint.findUncoveredHttpMethods(
                    own.toArray(SecurityConstraint[]::new), true, context.getLogger());
            return Stream.concat(own.stream(), Arrays.stream(denying)).toList();
        }

        private static Stream<SecurityConstraint> select(
                List<SecurityConstraint> all, List<ConstraintOrigin> origins, boolean own) {
            return IntStream.range(0, all.size())
                    .filter(i -> origins.get(i).isOwn() == own)
                    .mapToObj(all::get);
        }

        boolean isUpToDate(SecurityConstraint[] now) {
            if (now.length != all.size()) {
                return false;
            }
            for (int i = 0; i < now.length; i++) {
                if (now[i] != all.get(i)) {
                    return false;
                }
            }
            return true;
        }

        Stream<SecurityConstraint> asking(boolean ofOwn) {
            return select(all, origins, ofOwn).filter(OwnConstraints::asksForSignIn);
        }

        /** Asked by every request: a program can change a constraint that is in force. */
        boolean ownOnesAsk() {
            for (int i = 0; i < all.size(); i++) {
                if (origins.get(i).isOwn() && OwnConstraints.asksForSignIn(all.get(i)) && hasAddresses(all.get(i))) {
                    return true;
                }
            }
            return false;
        }

        /** One without addresses covers none: it does not say that the others are open. */
        private static boolean hasAddresses(SecurityConstraint constraint) {
            for (SecurityCollection collection : constraint.findCollections()) {
                if (collection.findPatterns().length > 0) {
                    return true;
                }
            }
            return false;
        }

        List<String> titles() {
            return IntStream.range(0, all.size())
                    .filter(i -> origins.get(i).isOwn() && OwnConstraints.asksForSignIn(all.get(i)))
                    .mapToObj(origins::get)
                    .sorted()
                    .map(ConstraintOrigin::title)
                    .distinct()
                    .toList();
        }
    }

    /** Sorted: Tomcat keeps no order. */
    private static SortedSet<String> patterns(Stream<SecurityConstraint> constraints) {
        return constraints
                .flatMap(constraint -> Arrays.stream(constraint.findCollections()))
                .flatMap(collection -> Arrays.stream(collection.findPatterns()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A program can add and remove constraints while the application runs. */
    private Constraints now() {
        Constraints latest = constraints;
        return latest.isUpToDate(context.findConstraints()) ? latest : update();
    }

    private synchronized Constraints update() {
        Constraints before = constraints;
        Constraints latest = Constraints.of(context, origins);
        constraints = latest;
        if (protect == Protect.AUTO && !description(latest).equals(description(before))) {
            changed.accept(description(latest));
        }
        return latest;
    }

    /** Why everything is covered though the application may want it otherwise. */
    Optional<Failure> problem() {
        return problem;
    }

    /** Whether the request needs a sign-in, whatever Tomcat makes of all constraints together. */
    boolean covers(Request request) {
        return switch (protect) {
            case ALL -> true;
            case CONSTRAINTS -> false;
            case AUTO -> {
                Constraints now = now();
                yield coversAll(now)
                        || now.own().filter(own -> own.askForSignIn(request)).isPresent();
            }
        };
    }

    private boolean coversAll(Constraints now) {
        return problem.isPresent() || !now.ownOnesAsk();
    }

    /** Whether another way to sign in must not take this request's place: it is covered, or a constraint asks. */
    boolean isOurs(Request request) {
        return covers(request)
                || (protect != Protect.CONSTRAINTS
                        && OwnConstraints.askForSignIn(context.getRealm().findSecurityConstraints(request, context)));
    }

    /** See {@link OwnConstraints#admit}. */
    boolean admits(Request request, Response response) throws IOException {
        Optional<OwnConstraints> own = own();
        return own.isEmpty() || own.get().admit(request, response, context);
    }

    /** See {@link OwnConstraints#permit}. */
    boolean permits(Request request, Response response) throws IOException {
        Optional<OwnConstraints> own = own();
        return own.isEmpty() || own.get().permit(request, response, context);
    }

    private Optional<OwnConstraints> own() {
        return protect == Protect.AUTO ? now().own() : Optional.empty();
    }

    /** {@code every request (…)}, or {@code what 2 constraints of web.xml say: /admin/*, /api/*}. */
    String description() {
        return description(now());
    }

    private String description(Constraints now) {
        return switch (protect) {
            case ALL -> "every request (protect=\"all\")";
            case CONSTRAINTS -> {
                List<SecurityConstraint> asking =
                        Stream.concat(now.asking(true), now.asking(false)).toList();
                yield asking.isEmpty()
                        ? "nothing (protect=\"constraints\", and no constraint asks for a sign-in)"
                        : said(asking, "the application");
            }
            case AUTO -> {
                if (problem.isPresent()) {
                    yield "every request (a web.xml cannot be used: "
                            + problem.get().code() + ")";
                }
                yield coversAll(now)
                        ? "every request (no constraint of the application's own asks for a sign-in)"
                        : said(now.asking(true).toList(), String.join(" and ", now.titles()));
            }
        };
    }

    private static String said(List<SecurityConstraint> asking, String where) {
        return new NarrowedCoverage(asking.size(), where, patterns(asking.stream())).toString();
    }

    /** What libraries ask for, and where it would have opened the rest of the application; empty if there is none. */
    String ignored() {
        List<SecurityConstraint> asking =
                protect == Protect.AUTO ? now().asking(false).toList() : List.of();
        return asking.isEmpty()
                ? ""
                : BoundedList.of(FragmentLibraries.of(context).named(asking));
    }
}
