package dev.syncline.kit;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final JavaClasses KIT =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.syncline.kit");

    @Test
    void theKitKnowsNoServiceAndNoDialect() {
        noClasses().that().resideInAPackage("dev.syncline.kit..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "dev.syncline.config..", "dev.syncline.scheduler..", "dev.syncline.extractor..", "dev.syncline.loader..",
                        "dev.syncline.notification..", "dev.syncline.dialect..", "dev.syncline.testkit..", "dev.syncline.testsupport..")
                .check(KIT);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.syncline.kit.(*)..").should().beFreeOfCycles().check(KIT);
    }
}
