// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of {@code doc/architecture.md}, over the classes of every bundle. */
@AnalyzeClasses(packages = "org.edgeorchestration", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** No bundle: its classes are copied into the two that speak HTTP, and only they may know it (doc/decisions/0018). */
    private static final String HTTP = "org.edgeorchestration.http";

    @ArchTest
    static final ArchRule onlyRestAndPeerSpeakJaxRsAndJson = noClasses()
            .that()
            .resideOutsideOfPackages("org.edgeorchestration.rest..", "org.edgeorchestration.peer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.ws.rs..", "org.apache.cxf..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule onlyTheyAndWhatTheyShareKnowJetty = noClasses()
            .that()
            .resideOutsideOfPackages("org.edgeorchestration.rest..", "org.edgeorchestration.peer..", HTTP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule onlyTheContainerExecutorKnowsDockerJava = noClasses()
            .that()
            .resideOutsideOfPackage("org.edgeorchestration.executor.container..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule onlyTheShellKnowsKarafsConsole = noClasses()
            .that()
            .resideOutsideOfPackage("org.edgeorchestration.shell..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.karaf..");

    @ArchTest
    static final ArchRule onlyNodeReadsTheClock = noClasses()
            .that()
            .resideOutsideOfPackage("org.edgeorchestration.node..")
            .should()
            .callCodeUnitWhere(calls("the machine's clock", ArchitectureTest::readsTheClock));

    // shell.client is bin/client: a program of its own, with no node in it to take threads from
    @ArchTest
    static final ArchRule onlyNodeMakesThreads = noClasses()
            .that()
            .resideOutsideOfPackages("org.edgeorchestration.node..", "org.edgeorchestration.shell.client..")
            .should()
            .callCodeUnitWhere(calls("what makes threads", ArchitectureTest::makesThreads))
            .orShould()
            .beAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule theLanguageDependsOnNothing = classes()
            .that()
            .resideInAPackage("org.edgeorchestration.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.edgeorchestration.api..", "java..", "org.jspecify.annotations..", "org.osgi.annotation..");

    @ArchTest
    static final ArchRule noBundleKnowsASibling = slices().assignedFrom(new Bundles())
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("org.edgeorchestration.api.."))
            .ignoreDependency(
                    resideInAnyPackage("org.edgeorchestration.rest..", "org.edgeorchestration.peer.."),
                    resideInAPackage(HTTP));

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.edgeorchestration.(**)").should().beFreeOfCycles();

    private static boolean readsTheClock(CodeUnitCallTarget target) {
        JavaClass owner = target.getOwner();
        return switch (target.getName()) {
            case "nanoTime", "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "now" ->
                owner.getPackageName().startsWith("java.time")
                        && target.getRawParameterTypes().stream().noneMatch(type -> type.isAssignableTo(Clock.class));
            case "system", "systemUTC", "systemDefaultZone", "tick", "tickMillis", "tickSeconds" ->
                owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class);
            default -> false;
        };
    }

    private static final Set<String> COMMON_POOL =
            Set.of("orTimeout", "completeOnTimeout", "delayedExecutor", "parallelStream", "parallel");

    private static boolean makesThreads(CodeUnitCallTarget target) {
        JavaClass owner = target.getOwner();
        if (owner.isEquivalentTo(Executors.class) || COMMON_POOL.contains(target.getName())) {
            return true;
        }
        if (owner.isAssignableTo(CompletableFuture.class)) {
            return target.getName().endsWith("Async")
                    && target.getRawParameterTypes().stream().noneMatch(type -> type.isAssignableTo(Executor.class));
        }
        boolean constructor = target.getName().equals("<init>");
        return constructor
                && (owner.isAssignableTo(Thread.class)
                        || owner.isAssignableTo(ExecutorService.class)
                        || owner.isAssignableTo(Timer.class));
    }

    private static DescribedPredicate<JavaCall<?>> calls(
            String what, java.util.function.Predicate<CodeUnitCallTarget> predicate) {
        return DescribedPredicate.describe("the target is " + what, call -> predicate.test(call.getTarget()));
    }

    /** A class's bundle by its package: one word after the project's name, two for the families. */
    private static final class Bundles implements SliceAssignment {

        private static final Pattern BUNDLE =
                Pattern.compile("org\\.edgeorchestration\\.((?:executor|service|discovery)\\.\\w+|\\w+)\\b.*");

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            Matcher bundle = BUNDLE.matcher(javaClass.getPackageName());
            return bundle.matches() ? SliceIdentifier.of(bundle.group(1)) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "bundles";
        }
    }
}
