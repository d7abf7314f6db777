package org.gatehouse.lab.junit;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.LabRealm;
import org.gatehouse.lab.command.CommandException;
import org.gatehouse.lab.command.DurationText;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.gatehouse.lab.kdc.policy.PacFault;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What the annotations of a test and of its classes make of a lab that is as after its start. */
final class LabSetup {
    private final Lab lab;

    /** The outermost class first, the method last. */
    private final List<AnnotatedElement> elements = new ArrayList<>();

    LabSetup(Lab lab, ExtensionContext context) {
        this.lab = lab;
        elements.addAll(context.getEnclosingTestClasses());
        context.getTestClass().ifPresent(elements::add);
        context.getTestMethod().ifPresent(elements::add);
    }

    /** @throws ExtensionConfigurationException if an annotation asks for what cannot be */
    void apply() throws IOException {
        for (LabUser user : all(LabUser.class)) {
            create(user);
        }
        List<LabSpn> names = all(LabSpn.class);
        for (LabSpn name : names) {
            register(name);
        }
        if (!names.isEmpty()) {
            lab.renewKeytab();
        }
        all(LabPolicy.class).forEach(this::set);
        all(ClockShift.class).forEach(this::shift);
        List<Fault> faults = all(Fault.class);
        if (!faults.isEmpty()) {
            commit(faults.get(faults.size() - 1)); // faults are not put on top of each other
        }
    }

    private void create(LabUser user) {
        DomainAdministration administration = realm(user, user.realm()).administration();
        try {
            administration.createUser(user.name(), user.password());
            for (String group : user.groups()) {
                administration.addToGroup(user.name(), group);
            }
        } catch (AdministrationException e) {
            throw impossible(user, e);
        }
    }

    private void register(LabSpn name) {
        try {
            realm(name, name.realm()).administration().addServicePrincipalName(name.account(), name.spn());
        } catch (AdministrationException e) {
            throw impossible(name, e);
        }
    }

    private void commit(Fault fault) {
        try {
            fault.value().apply(lab.control());
        } catch (AdministrationException e) {
            throw impossible(fault, e);
        }
    }

    private void set(LabPolicy annotation) {
        LabRealm realm = realm(annotation, annotation.realm());
        KdcPolicy policy = realm.policy();
        try {
            policy = policy.withClockSkew(duration("clockSkew", annotation.clockSkew(), policy.clockSkew()))
                    .withMaxTicketLife(duration("maxTicketLife", annotation.maxTicketLife(), policy.maxTicketLife()))
                    .withMaxServiceTicketLife(duration(
                            "maxServiceTicketLife", annotation.maxServiceTicketLife(), policy.maxServiceTicketLife()))
                    .withMaxRenewableLife(
                            duration("maxRenewableLife", annotation.maxRenewableLife(), policy.maxRenewableLife()));
        } catch (IllegalArgumentException e) {
            throw impossible(annotation, e);
        }
        if (annotation.duplicateSpn().length > 1) {
            throw new ExtensionConfigurationException("@LabPolicy has two outcomes for duplicateSpn: write one");
        }
        for (DuplicateSpn outcome : annotation.duplicateSpn()) {
            policy = policy.withDuplicateSpn(outcome);
        }
        if (annotation.pacFault().length > 1) {
            throw new ExtensionConfigurationException("@LabPolicy has two faults for pacFault: write one");
        }
        for (PacFault fault : annotation.pacFault()) {
            policy = policy.withPacFault(Optional.of(fault));
        }
        realm.setPolicy(policy);
    }

    private static Duration duration(String attribute, String text, Duration otherwise) {
        return text.isEmpty() ? otherwise : parsed("@LabPolicy: " + attribute, text);
    }

    private void shift(ClockShift annotation) {
        Duration by = parsed("@ClockShift: by", annotation.by());
        switch (annotation.clock()) {
            case ClockShift.PORTAL -> lab.portalClock().setShift(by);
            case ClockShift.WORKSTATION -> lab.workstationClock().setShift(by);
            default -> realm(annotation, annotation.clock()).clock().setShift(by);
        }
    }

    private static Duration parsed(String where, String text) {
        try {
            return DurationText.parse(text);
        } catch (CommandException e) {
            throw new ExtensionConfigurationException(where + ": " + e.getMessage(), e);
        }
    }

    private LabRealm realm(Annotation annotation, String name) {
        try {
            return name.isEmpty() ? lab.realm() : lab.realm(name);
        } catch (IllegalArgumentException e) {
            throw impossible(annotation, e);
        }
    }

    private static ExtensionConfigurationException impossible(Annotation annotation, Exception cause) {
        return new ExtensionConfigurationException(
                "@" + annotation.annotationType().getSimpleName() + ": " + cause.getMessage(), cause);
    }

    private <A extends Annotation> List<A> all(Class<A> type) {
        return elements.stream()
                .flatMap(element -> found(element, type).stream())
                .toList();
    }

    private static <A extends Annotation> List<A> found(AnnotatedElement element, Class<A> type) {
        return type.isAnnotationPresent(Repeatable.class)
                ? AnnotationSupport.findRepeatableAnnotations(element, type)
                : AnnotationSupport.findAnnotation(element, type).stream().toList();
    }
}
