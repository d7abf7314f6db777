package org.gatehouse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.catalina.valves.ValveBase;
import org.gatehouse.settings.Attribute;
import org.gatehouse.valve.SsoAuthenticator;
import org.junit.jupiter.api.Test;

/** The commands run without Tomcat, and so keep a list of what its authenticators can be told. */
class AttributesOfTomcatTest {
    @Test
    void areThoseThatTheValveCanBeTold() {
        Set<String> expected = Arrays.stream(SsoAuthenticator.class.getMethods())
                .filter(AttributesOfTomcatTest::isSetterOfText)
                .map(method -> method.getName().substring(3, 4).toLowerCase(Locale.ROOT)
                        + method.getName().substring(4))
                .collect(Collectors.toCollection(TreeSet::new));
        Attribute.all().stream().map(Attribute::name).forEach(expected::remove);

        Set<String> known = new TreeSet<>(ValvesCheck.FLAGS);
        known.addAll(ValvesCheck.OTHERS);

        assertThat(known).isEqualTo(expected);
    }

    /** What Tomcat's digester can set from text, and an administrator means by it. */
    private static boolean isSetterOfText(Method method) {
        return method.getName().startsWith("set")
                && method.getParameterCount() == 1
                && (method.getParameterTypes()[0] == String.class || method.getParameterTypes()[0] == boolean.class)
                && ValveBase.class.isAssignableFrom(method.getDeclaringClass());
    }
}
