package dev.syncline.cli;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.syncline.cli");

    /// What it can do, everybody can: it is a client as any other, with any version of the services.
    @Test
    void knowsNothingOfTheServices() {
        noClasses().should().dependOnClassesThat(
                DescribedPredicate.describe("are ours, and not the client's",
                        (JavaClass one) -> one.getPackageName().startsWith("dev.syncline.") && !one.getPackageName().startsWith("dev.syncline.cli")))
                .check(CLASSES);
        noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..").check(CLASSES);
    }

    @Test
    void commandsAreAboveEverythingAndTheInterfaceBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("command").definedBy("dev.syncline.cli.command")
                .layer("file").definedBy("dev.syncline.cli.file")
                .layer("follow").definedBy("dev.syncline.cli.follow")
                .layer("context").definedBy("dev.syncline.cli.context")
                .layer("api").definedBy("dev.syncline.cli.api")
                .layer("terminal").definedBy("dev.syncline.cli.terminal")
                .whereLayer("command").mayNotBeAccessedByAnyLayer()
                .whereLayer("file").mayOnlyBeAccessedByLayers("command")
                .whereLayer("follow").mayOnlyBeAccessedByLayers("command")
                .whereLayer("context").mayOnlyBeAccessedByLayers("command")
                .whereLayer("api").mayOnlyBeAccessedByLayers("command", "file", "follow", "context")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.syncline.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
