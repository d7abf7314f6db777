package org.gatehouse.valve;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.WebResource;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.settings.descriptor.DescribedConstraint;
import org.gatehouse.settings.descriptor.UnusableDescriptorException;

/**
 * Which library of the application has which constraint, for a message: a fragment that cannot be read, or that lies
 * elsewhere, is not named.
 */
final class FragmentLibraries {
    private static final String FRAGMENT = "/META-INF/web-fragment.xml";

    private static final Pattern LIBRARY = Pattern.compile("/([^/!*]+\\.jar)[!*]/.*");
    /** Some applications have hundreds of libraries; those with a fragment are few. */
    private static final int MAX_READ = 100;

    private final Map<ConstraintKey, String> libraries = new HashMap<>();

    private FragmentLibraries() {}

    static FragmentLibraries of(Context context) {
        FragmentLibraries found = new FragmentLibraries();
        WebResource[] fragments = context.getResources().getClassLoaderResources(FRAGMENT);
        Arrays.stream(fragments).limit(MAX_READ).forEach(found::read);
        return found;
    }

    private void read(WebResource fragment) {
        Matcher library = LIBRARY.matcher(String.valueOf(fragment.getURL()));
        try (InputStream stream = fragment.getInputStream()) {
            if (stream != null && library.find()) {
                for (DescribedConstraint constraint : OwnDescriptors.constraints(stream)) {
                    ConstraintKey.of(constraint).forEach(key -> libraries.putIfAbsent(key, library.group(1)));
                }
            }
        } catch (IOException | UnusableDescriptorException e) {
            libraries.clear(); // Tomcat has read it a moment ago: better no name than the name of another
        }
    }

    /** The patterns of these constraints, each with its library if that is known: {@code /monitoring/* (metrics.jar)}. */
    List<String> named(List<SecurityConstraint> constraints) {
        return constraints.stream().flatMap(this::named).distinct().sorted().toList();
    }

    private Stream<String> named(SecurityConstraint constraint) {
        String library = libraries.get(ConstraintKey.of(constraint));
        return Arrays.stream(constraint.findCollections())
                .flatMap(collection -> Arrays.stream(collection.findPatterns()))
                .map(pattern -> library == null ? pattern : pattern + " (" + library + ")");
    }
}
