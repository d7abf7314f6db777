package org.gatehouse.lab.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A kind of parameter that a test can have.
 *
 * @param annotation the one that asks for it
 * @param types which the parameter can have
 * @param ofTest whether it belongs to one test, so that a constructor and {@code @BeforeAll} cannot have it
 * @param example what to write
 */
record LabParameter<A extends Annotation>(
        Class<A> annotation, Set<Class<?>> types, boolean ofTest, String example, Source<A> source) {

    private static final List<LabParameter<?>> WITH_ANNOTATION = List.of(
            new LabParameter<>(
                    LoggedOn.class,
                    Set.of(Workstation.class, Subject.class, JvmLogon.class),
                    true,
                    "@LoggedOn(\"alice\") Workstation workstation, or Subject, or JvmLogon",
                    LabParameter::loggedOn),
            new LabParameter<>(
                    TicketCache.class,
                    Set.of(Path.class),
                    true,
                    "@TicketCache(\"alice\") Path cache",
                    (test, annotation, type) ->
                            test.workstation(annotation.value()).ticketCache()),
            new LabParameter<>(
                    Keytab.class, Set.of(Path.class), true, "@Keytab Path keytab", (test, annotation, type) -> {
                        String account = annotation.value();
                        return account.isEmpty() ? test.lab().keytab() : test.keytab(account);
                    }),
            new LabParameter<>(
                    KdcAddress.class,
                    Set.of(InetSocketAddress.class),
                    false,
                    "@KdcAddress InetSocketAddress kdc",
                    (test, annotation, type) -> test.lab().kdc()),
            new LabParameter<>(
                    PortalUrl.class,
                    Set.of(URI.class),
                    false,
                    "@PortalUrl URI portal",
                    (test, annotation, type) -> annotation.tls()
                            ? test.lab().securePortal()
                            : test.lab().portal()),
            new LabParameter<>(
                    Krb5Conf.class,
                    Set.of(Path.class),
                    false,
                    "@Krb5Conf Path krb5Conf",
                    (test, annotation, type) -> test.lab().krb5Conf()));

    /** Where it comes from. */
    interface Source<A extends Annotation> {
        Object get(LabOfTest test, A annotation, Class<?> type) throws Exception;
    }

    /** Whether somebody may have written it for the lab. */
    static boolean isOurs(Parameter parameter) {
        Class<?> type = parameter.getType();
        return type == Lab.class
                || type == Workstation.class
                || type == JvmLogon.class
                || WITH_ANNOTATION.stream().anyMatch(kind -> kind.isOn(parameter));
    }

    /** @throws ParameterResolutionException if it makes no sense; the message says what to write */
    static Request of(Parameter parameter) {
        List<LabParameter<?>> kinds =
                WITH_ANNOTATION.stream().filter(kind -> kind.isOn(parameter)).toList();
        if (kinds.size() > 1) {
            throw new ParameterResolutionException(
                    kinds.stream().map(LabParameter::name).collect(Collectors.joining(" and "))
                            + " are for two parameters: write one of them");
        }
        if (kinds.size() == 1) {
            return kinds.get(0).requestOf(parameter);
        }
        if (parameter.getType() == JvmLogon.class) {
            throw new ParameterResolutionException(
                    "Who is to be logged on? Write: @LoggedOn(\"alice\") JvmLogon " + parameter.getName());
        }
        return parameter.getType() == Lab.class
                ? new Request(false, LabOfTest::lab)
                : new Request(true, LabOfTest::workstation);
    }

    private boolean isOn(Parameter parameter) {
        return AnnotationSupport.isAnnotated(parameter, annotation);
    }

    private String name() {
        return "@" + annotation.getSimpleName();
    }

    private Request requestOf(Parameter parameter) {
        if (!types.contains(parameter.getType())) {
            throw new ParameterResolutionException(name() + " does not go with a parameter of the type "
                    + parameter.getType().getSimpleName() + ". Write: " + example);
        }
        A asked = AnnotationSupport.findAnnotation(parameter, annotation).orElseThrow();
        return new Request(ofTest, test -> source.get(test, asked, parameter.getType()));
    }

    private static Object loggedOn(LabOfTest test, LoggedOn annotation, Class<?> type) throws Exception {
        if (type == Workstation.class) {
            return test.workstation(annotation.value());
        }
        JvmLogon logon = test.logon(annotation.value());
        return type == Subject.class ? logon.subject() : logon;
    }

    /** One parameter of one method. */
    record Request(boolean ofTest, Answer answer) {}

    /** What the parameter's value is. */
    interface Answer {
        Object from(LabOfTest test) throws Exception;
    }
}
