package dev.syncline.contracts;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

class ArchitectureTest {

    private static final JavaClasses CONTRACTS =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.syncline.contracts");

    @Test
    void contractsKnowOnlyTheJdkAndJacksonsAnnotations() {
        classes().should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.syncline.contracts..", "java..", "com.fasterxml.jackson.annotation..", "org.jspecify.annotations..")
                .check(CONTRACTS);
    }
}
