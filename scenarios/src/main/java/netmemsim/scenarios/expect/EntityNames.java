package netmemsim.scenarios.expect;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.catalogue.Catalogue;
import netmemsim.models.catalogue.EntityKind;
import netmemsim.scenarios.units.NearestName;

/**
 * Checks the names of entities: an event that never happens at a misspelt one would prove nothing.
 */
final class EntityNames {
  private EntityNames() {}

  /**
   * Checks that an entity exists, or that its kind comes up during a run.
   *
   * @param path the entity
   * @param tree the entities that the models start with
   * @param place where it stands under {@code on}
   */
  static void check(final String path, final EntityTree tree, final Place place) {
    if (tree.find(path) != null || mayComeUp(path, tree)) {
      return;
    }
    final List<String> names = new ArrayList<>();
    for (final Entity entity : tree.entities()) {
      names.add(entity.path());
    }
    throw place.error("on", "unknown entity '" + path + "'" + NearestName.hint(path, names));
  }

  private static boolean mayComeUp(final String path, final EntityTree tree) {
    for (final EntityKind kind : Catalogue.kinds()) {
      if (kind.dynamic() && kind.matches(path) && hasPlace(path, kind, tree)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what it would stand beneath is there; words without brackets need not be entities. */
  private static boolean hasPlace(final String path, final EntityKind kind, final EntityTree tree) {
    final String[] form = kind.path().split("/", -1);
    final String[] words = path.split("/", -1);
    final StringBuilder above = new StringBuilder();
    for (int i = 0; i < words.length - 1; i++) {
      above.append(i == 0 ? "" : "/").append(words[i]);
      if (form[i].startsWith("<") && tree.find(above.toString()) == null) {
        return false;
      }
    }
    return true;
  }
}
