package netmemsim.scenarios.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** The rooms of the house and the laws that hold in them; see CONTRIBUTING.md. */
@AnalyzeClasses(packages = "netmemsim", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String CORE = "netmemsim.core..";
  private static final String MODELS = "netmemsim.models..";
  private static final String OUTPUT = "netmemsim.output..";
  private static final String SCENARIOS = "netmemsim.scenarios..";

  /** What lives among files and networks and touches neither. */
  private static final Set<String> PLAIN_VALUES =
      Set.of("java.io.Serializable", "java.net.InetAddress", "java.net.UnknownHostException");

  @ArchTest
  static final ArchRule ARROWS_GO_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("netmemsim..")
          .layer("sim-core")
          .definedBy(CORE)
          .layer("models")
          .definedBy(MODELS)
          .layer("output")
          .definedBy(OUTPUT)
          .layer("scenarios")
          .definedBy(SCENARIOS)
          .whereLayer("sim-core")
          .mayNotAccessAnyLayer()
          .whereLayer("models")
          .mayOnlyAccessLayers("sim-core")
          .whereLayer("output")
          .mayOnlyAccessLayers("sim-core")
          .whereLayer("scenarios")
          .mayOnlyAccessLayers("sim-core", "models", "output")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_SIM_CORE =
      slices().matching("netmemsim.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_MODELS =
      slices().matching("netmemsim.models.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_OUTPUT =
      slices().matching("netmemsim.output.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_SCENARIOS =
      slices().matching("netmemsim.scenarios.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule MODELS_KNOW_NO_YAML_NO_FILE_NO_CONSOLE =
      noClasses()
          .that()
          .resideInAnyPackage(MODELS, CORE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..",
                      "java.nio..",
                      "java.net..",
                      "tools.jackson..",
                      "com.fasterxml..",
                      "org.snakeyaml..",
                      "picocli..")
                  .and(describe("no plain value", type -> !PLAIN_VALUES.contains(type.getName()))));

  @ArchTest
  static final ArchRule OUTPUT_KNOWS_NO_YAML_AND_NO_COMMAND_LINE =
      noClasses()
          .that()
          .resideInAPackage(OUTPUT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "org.snakeyaml..", "tools.jackson.dataformat..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("netmemsim.scenarios.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule ONLY_MAIN_TOUCHES_THE_STANDARD_STREAMS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("netmemsim.scenarios.cli.Main")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule NO_WALL_CLOCK_AND_NO_CHANCE =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, MODELS)
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.time..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.SplittableRandom")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.UUID")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Date")
          .orShould()
          .callMethod(System.class, "identityHashCode", Object.class)
          .orShould()
          .callMethod(Object.class, "hashCode");

  /** Their last bits may differ between platforms; see Math against StrictMath. */
  @ArchTest
  static final ArchRule NO_FUNCTION_WHOSE_LAST_BIT_IS_THE_PLATFORMS =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, MODELS)
          .should()
          .callMethodWhere(
              target(owner(describe("Math", type -> type.isEquivalentTo(Math.class))))
                  .and(
                      target(
                          nameMatching(
                              "sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|exp|expm1|log|log10"
                                  + "|log1p|pow|cbrt|hypot"))));

  @ArchTest
  static final ArchRule NO_ORDER_FROM_A_HASH_TABLE =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, MODELS)
          .should()
          .callMethodWhere(
              target(owner(describe("a hash table", ArchitectureTest::isHashTable)))
                  .and(
                      target(
                          nameMatching(
                              "keySet|values|entrySet|forEach|iterator|stream|toArray|replaceAll"
                                  + "|spliterator|removeIf|removeAll|retainAll|toString"))));

  /**
   * A hash table behind a Map or Set field is invisible at the call. So a class that makes one must
   * iterate over no Map or Set at all.
   */
  @ArchTest
  static final ArchRule NO_ORDER_FROM_A_HASH_TABLE_BEHIND_AN_INTERFACE =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, MODELS)
          .and(
              describe(
                  "make a hash table",
                  type ->
                      type.getConstructorCallsFromSelf().stream()
                          .anyMatch(call -> isHashTable(call.getTargetOwner()))))
          .should()
          .callMethodWhere(
              target(
                      owner(
                          describe(
                              "Map or Set",
                              type ->
                                  type.isEquivalentTo(java.util.Map.class)
                                      || type.isEquivalentTo(Set.class))))
                  .and(target(nameMatching("keySet|values|entrySet|forEach|iterator|stream"))));

  private static boolean isHashTable(final JavaClass type) {
    return type.isEquivalentTo(java.util.HashMap.class)
        || type.isEquivalentTo(java.util.HashSet.class)
        || type.isEquivalentTo(java.util.IdentityHashMap.class)
        || type.isEquivalentTo(java.util.WeakHashMap.class)
        || type.isEquivalentTo(java.util.Hashtable.class)
        || type.isEquivalentTo(java.util.concurrent.ConcurrentHashMap.class);
  }

  /** Their order changes from one JVM to the next. */
  @ArchTest
  static final ArchRule NO_ORDER_FROM_IMMUTABLE_SETS_AND_MAPS =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, MODELS, "netmemsim.scenarios.assembly..")
          .should()
          .callMethodWhere(
              describe(
                  "Set.of, Set.copyOf, Map.of, Map.copyOf",
                  call -> isUnorderedFactory(call.getTargetOwner(), call.getName())));

  private static boolean isUnorderedFactory(final JavaClass owner, final String name) {
    return (owner.isEquivalentTo(Set.class) || owner.isEquivalentTo(java.util.Map.class))
        && (name.equals("of") || name.equals("copyOf") || name.equals("ofEntries"));
  }

  @ArchTest
  static final ArchRule NO_MUTABLE_STATICS =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(CORE, MODELS)
          .and()
          .areStatic()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beFinal()
          .andShould(notBeAnArrayThatAnyoneCanWrite());

  private static ArchCondition<JavaField> notBeAnArrayThatAnyoneCanWrite() {
    return new ArchCondition<>("not be an array that other classes can write") {
      @Override
      public void check(final JavaField field, final ConditionEvents events) {
        final boolean open =
            field.getRawType().isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE);
        events.add(new SimpleConditionEvent(field, !open, field.getFullName()));
      }
    };
  }

  @ArchTest
  static final ArchRule FINISHED_THINGS_HAVE_PLAIN_NAMES =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameStartingWith("Abstract")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .resideInAnyPackage("..util..", "..common..", "..misc..");

  /** The rules above would hold of nothing, too. */
  @ArchTest
  static void thereIsSomethingToCheck(final JavaClasses classes) {
    for (final String each : new String[] {"core", "models", "output", "scenarios"}) {
      final DescribedPredicate<JavaClass> inModule = resideInAnyPackage("netmemsim." + each + "..");
      assertThat(classes.that(inModule)).as(each).hasSizeGreaterThan(10);
    }
    assertThat(
            classes.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .map(JavaCodeUnit::getMethodCallsFromSelf)
                .flatMap(Set<JavaMethodCall>::stream))
        .hasSizeGreaterThan(1_000);
  }
}
