package org.gatehouse.lab.junit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.directory.file.DomainFile;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What stands behind {@link GatehouseLab} and the annotations that go with it. */
final class GatehouseLabExtension implements BeforeEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(GatehouseLabExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Lab lab = sharedLab(context).reset();
        context.getStore(NAMESPACE).put(LabOfTest.class, new LabOfTest(lab));
        new LabSetup(lab, context).apply();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return LabParameter.isOurs(parameter.getParameter());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            LabParameter.Request request = LabParameter.of(parameter.getParameter());
            LabOfTest test = context.getStore(NAMESPACE).get(LabOfTest.class, LabOfTest.class);
            if (test == null) {
                requireNotOfTest(request, parameter.getDeclaringExecutable());
                test = new LabOfTest(sharedLab(context).lab());
            }
            return request.answer().from(test);
        } catch (ParameterResolutionException | ExtensionConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw new ParameterResolutionException(parameter.getParameter() + ": " + e.getMessage(), e);
        }
    }

    /** Before a test begins there is nothing of its own: the reset before it would undo it. */
    private static void requireNotOfTest(LabParameter.Request request, Executable where) {
        if (request.ofTest()) {
            throw new ParameterResolutionException(where + " has a parameter that is new for every test."
                    + " Take it in the test's method, in @BeforeEach or in @AfterEach");
        }
    }

    /** The same one in the whole run for the same domains, started on demand and closed with the session. */
    private static SharedLab sharedLab(ExtensionContext context) throws IOException {
        List<DomainFile> domains = domains(context);
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(domains, SharedLab::new, SharedLab.class);
    }

    private static List<DomainFile> domains(ExtensionContext context) throws IOException {
        Class<?> testClass = context.getRequiredTestClass();
        GatehouseLab annotation = AnnotationSupport.findAnnotation(
                        testClass, GatehouseLab.class, context.getEnclosingTestClasses())
                .orElseThrow(() -> new ExtensionConfigurationException(
                        testClass.getSimpleName() + " uses the lab without saying so. Write @GatehouseLab above it"));
        List<DomainFile> domains = new ArrayList<>();
        for (String name : annotation.domains()) {
            domains.add(domain(testClass, name));
        }
        return domains;
    }

    private static DomainFile domain(Class<?> testClass, String name) throws IOException {
        try (InputStream in = testClass.getResourceAsStream(name)) {
            if (in == null) {
                throw new ExtensionConfigurationException("@GatehouseLab: domains: there is no resource " + name
                        + ". Write its name as " + testClass.getSimpleName() + ".class.getResource has it");
            }
            String file = name.substring(name.lastIndexOf('/') + 1); // the same domain, wherever it is asked for
            return new DomainFile(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
