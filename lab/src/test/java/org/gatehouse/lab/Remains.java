package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.security.Provider;
import java.security.Security;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything a lab could leave in its JVM.
 *
 * @param logHandlers by the name of the logger
 */
record Remains(
        Set<Thread> threads,
        Properties properties,
        Set<String> beans,
        List<String> providers,
        Map<String, Integer> logHandlers) {
    private static final long MILLIS_TO_END = 10_000;

    /** A thread that has been told to end may take a moment to do so. */
    static void assertNoneSince(Remains before) throws InterruptedException {
        for (Thread thread : now().threads) {
            if (!before.threads.contains(thread)) {
                thread.join(MILLIS_TO_END);
            }
        }
        Remains now = now();
        assertThat(before.threads).containsAll(now.threads);
        assertThat(now.properties).isEqualTo(before.properties);
        assertThat(now.beans).isEqualTo(before.beans);
        assertThat(now.providers).isEqualTo(before.providers);
        assertThat(now.logHandlers).isEqualTo(before.logHandlers);
    }

    static Remains now() {
        Set<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !isOfTheJdk(thread.getName()))
                .collect(Collectors.toSet());
        Set<String> beans = ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream()
                .map(Object::toString)
                .filter(name -> name.contains("gatehouse") || name.startsWith("Catalina"))
                .collect(Collectors.toSet());
        List<String> providers =
                Stream.of(Security.getProviders()).map(Provider::getName).toList();
        Properties properties = (Properties) System.getProperties().clone();
        return new Remains(threads, properties, beans, providers, handlersByLogger());
    }

    private static Map<String, Integer> handlersByLogger() {
        Map<String, Integer> handlers = new TreeMap<>();
        for (String name : Collections.list(LogManager.getLogManager().getLoggerNames())) {
            int count = Logger.getLogger(name).getHandlers().length;
            if (count > 0) {
                handlers.put(name, count);
            }
        }
        return handlers;
    }

    /** What the JVM keeps for itself once it was needed. */
    private static boolean isOfTheJdk(String thread) {
        return thread.equals("Keep-Alive-Timer")
                || thread.equals("process reaper")
                || thread.startsWith("ForkJoinPool");
    }
}
