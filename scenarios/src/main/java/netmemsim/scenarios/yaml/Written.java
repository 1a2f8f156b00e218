package netmemsim.scenarios.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a record component is written in YAML. The key is the component's name in kebab case unless
 * {@code @JsonProperty} names it. A component is required unless its type is {@code @Nullable} or
 * it has a {@link Default}. The tree check, the binding and the JSON Schema all follow these
 * annotations.
 */
public final class Written {
  private Written() {}

  /**
   * The form of the value; on a list or map component, the form of each element; on a type, of all
   * its values.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
  public @interface As {
    /** The form. */
    Class<? extends Form<?>> value();
  }

  /** The value taken if the key is absent. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
  public @interface Default {
    /**
     * The value as YAML, or the JSON name of an inline component whose variant's key is the value.
     */
    String value();
  }

  /** A list that may be written as its only element. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
  public @interface OneOrMany {}

  /**
   * A sealed type whose variant's key stands beside the other keys of the record. The component's
   * own JSON name must be {@code @} and something; it exists only between the tree check and
   * Jackson.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
  public @interface Inline {}

  /** The bounds of a whole number, or of each whole number in a list. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
  public @interface Bounds {
    /** The smallest allowed value. */
    long min();

    /** The largest allowed value. */
    long max() default Long.MAX_VALUE;
  }

  /** How many elements or entries a list or map has. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
  public @interface Count {
    /** The smallest allowed count. */
    int min();

    /** The largest allowed count. */
    int max() default Integer.MAX_VALUE;
  }

  /** The form of the keys of a map; what the form reads is not used, only that it reads. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
  public @interface KeysAre {
    /** The form. */
    Class<? extends Form<?>> value();
  }

  /** Keys of a whole document that are no components of its record. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  public @interface DocumentKeys {
    /** Keys that are dealt with before the record is bound. */
    String[] handled();

    /** Keys that begin so are ignored; a place for anchors. */
    String ignoredPrefix();
  }
}
