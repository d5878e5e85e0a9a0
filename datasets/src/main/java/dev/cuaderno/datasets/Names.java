package dev.cuaderno.datasets;

import java.util.List;
import java.util.stream.IntStream;

/// The names of classes, by their numbers.
final class Names {

    private Names() {}

    static List<String> digits() {
        return IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    }

    static List<String> fashion() {
        return List.of(
                "T-shirt/top",
                "Trouser",
                "Pullover",
                "Dress",
                "Coat",
                "Sandal",
                "Shirt",
                "Sneaker",
                "Bag",
                "Ankle boot");
    }

    static List<String> kuzushiji() {
        return "お き す つ な は ま や れ を".transform(Names::words);
    }

    static List<String> cifar10() {
        return "airplane automobile bird cat deer dog frog horse ship truck"
                .transform(Names::words);
    }

    /// @param split of EMNIST
    static List<String> emnist(String split) {
        var digits = "0123456789";
        var capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        return switch (split) {
            case "digits", "mnist" -> letters(digits);
            case "letters" -> letters(capitals);
            case "byclass" -> letters(digits + capitals + "abcdefghijklmnopqrstuvwxyz");
            // Small letters that look like their capitals are not told apart.
            case "balanced", "bymerge" -> letters(digits + capitals + "abdefghnqrt");
            default ->
                    throw new IllegalArgumentException(
                            "emnist: balanced, byclass, bymerge, digits, letters or mnist, not "
                                    + split);
        };
    }

    static List<String> cifar100() {
        return """
        apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus \
        butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch \
        crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house \
        kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle \
        mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree \
        plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew \
        skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper table tank \
        telephone television tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf \
        woman worm"""
                .transform(Names::words);
    }

    private static List<String> words(String line) {
        return List.of(line.split(" "));
    }

    private static List<String> letters(String all) {
        return all.chars().mapToObj(Character::toString).toList();
    }
}
