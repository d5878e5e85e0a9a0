package dev.cuaderno.kernels;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;

/// Writes the loop of a [Tile] as a class of its own, with every step a constant and the block
/// fully unrolled: the JIT compiler then keeps the block in registers and folds the addresses.
///
/// The innermost loop ends on `!=` with a step other than 1. The JIT compiler does not take such a
/// loop for a counted one, and so spares it the rounds before and after the main loop, which cost
/// more than they give where a loop runs only ten or a hundred times.
final class TileWriter {

    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc FLOATS = ClassDesc.of("jdk.incubator.vector.FloatVector");
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc LANES = ClassDesc.of(TileWriter.class.getPackageName(), "Lanes");
    private static final ClassDesc ARRAY = CD_float.arrayType();
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(CD_void, ARRAY, CD_int, ARRAY, CD_int, ARRAY, CD_int, CD_int);

    // The parameters of TileLoop.run, behind `this`.
    private static final int X = 1;
    private static final int X_AT = 2;
    private static final int W = 3;
    private static final int W_AT = 4;
    private static final int Y = 5;
    private static final int Y_AT = 6;
    private static final int ROUNDS = 7;
    // Where the rounds of the loops begin.
    private static final int OUTER = 8;
    private static final int MIDDLE = 9;
    private static final int X_OUTER = 10;
    private static final int W_OUTER = 11;
    private static final int X_MIDDLE = 12;
    private static final int W_MIDDLE = 13;
    private static final int X_INNER = 14;
    private static final int W_INNER = 15;
    private static final int W_END = 16;
    private static final int FIRST_VECTOR = 17;

    private final Tile tile;
    private final CodeBuilder code;

    private TileWriter(Tile tile, CodeBuilder code) {
        this.tile = tile;
        this.code = code;
    }

    /// A new loop for the tile.
    static TileLoop write(Tile tile) {
        var name = ClassDesc.of(TileWriter.class.getPackageName(), "TileLoop" + tile.rows());
        var bytes =
                ClassFile.of()
                        .build(
                                name,
                                type -> {
                                    type.withInterfaceSymbols(
                                            TileLoop.class.describeConstable().orElseThrow());
                                    type.withMethodBody(
                                            ConstantDescs.INIT_NAME,
                                            ConstantDescs.MTD_void,
                                            ClassFile.ACC_PUBLIC,
                                            init ->
                                                    init.aload(0)
                                                            .invokespecial(
                                                                    CD_Object,
                                                                    ConstantDescs.INIT_NAME,
                                                                    ConstantDescs.MTD_void)
                                                            .return_());
                                    type.withMethodBody(
                                            "run",
                                            RUN,
                                            ClassFile.ACC_PUBLIC,
                                            body -> new TileWriter(tile, body).body());
                                });
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (TileLoop) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void body() {
        for (var block = 0; block < tile.accumulators(); block++) {
            species();
            code.invokestatic(FLOATS, "zero", MethodTypeDesc.of(FLOATS, SPECIES));
            code.astore(FIRST_VECTOR + block);
        }
        code.iload(X_AT).istore(X_OUTER).iload(W_AT).istore(W_OUTER);
        loop(
                OUTER,
                tile.outer(),
                X_OUTER,
                W_OUTER,
                () -> {
                    code.iload(X_OUTER).istore(X_MIDDLE).iload(W_OUTER).istore(W_MIDDLE);
                    loop(MIDDLE, tile.middle(), X_MIDDLE, W_MIDDLE, this::innerLoop);
                });
        for (var row = 0; row < tile.rows(); row++) {
            for (var column = 0; column < width(); column++) {
                store(row, column);
            }
        }
        code.return_();
    }

    private void loop(int counter, Tile.Loop loop, int x, int w, Runnable round) {
        if (loop.count() == 1) {
            round.run();
            return;
        }
        code.loadConstant(loop.count()).istore(counter);
        var again = code.newBoundLabel();
        round.run();
        move(x, loop.xStep());
        move(w, loop.wStep());
        code.iinc(counter, -1).iload(counter).ifgt(again);
    }

    private void innerLoop() {
        var inner = tile.inner();
        code.iload(X_MIDDLE).istore(X_INNER).iload(W_MIDDLE).istore(W_INNER);
        code.iload(ROUNDS).loadConstant(inner.wStep()).imul();
        code.iload(W_MIDDLE).iadd().istore(W_END);
        var again = code.newBoundLabel();
        if (tile.taps() == 1) {
            step();
        } else {
            slidingStep();
        }
        move(X_INNER, inner.xStep());
        move(W_INNER, inner.wStep());
        code.iload(W_INNER).iload(W_END).if_icmpne(again);
    }

    private void step() {
        loadColumns();
        for (var row = 0; row < tile.rows(); row++) {
            broadcast(row);
            for (var column = 0; column < width(); column++) {
                multiplyAdd(column, row, column);
            }
        }
    }

    private void slidingStep() {
        loadColumns();
        for (var place = 0; place < tile.rows() + tile.taps() - 1; place++) {
            broadcast(place);
            for (var tap = 0; tap < tile.taps(); tap++) {
                var row = place - tap;
                if (row >= 0 && row < tile.rows()) {
                    for (var column = 0; column < width(); column++) {
                        multiplyAdd(tap * width() + column, row, column);
                    }
                }
            }
        }
    }

    private int width() {
        return tile.yColumns().count();
    }

    private int accumulator(int row, int column) {
        return FIRST_VECTOR + row * width() + column;
    }

    private int column(int index) {
        return FIRST_VECTOR + tile.accumulators() + index;
    }

    private int factor() {
        return column(tile.wColumns().count());
    }

    private void loadColumns() {
        for (var index = 0; index < tile.wColumns().count(); index++) {
            load(W, W_INNER, tile.wColumns().at(index));
            code.astore(column(index));
        }
    }

    private void broadcast(int place) {
        species();
        code.aload(X);
        index(X_INNER, place * tile.xRow());
        code.faload();
        code.invokestatic(FLOATS, "broadcast", MethodTypeDesc.of(FLOATS, SPECIES, CD_float));
        code.astore(factor());
    }

    private void multiplyAdd(int columnIndex, int row, int column) {
        code.aload(factor()).aload(column(columnIndex)).aload(accumulator(row, column));
        code.invokevirtual(FLOATS, "fma", MethodTypeDesc.of(FLOATS, VECTOR, VECTOR));
        code.astore(accumulator(row, column));
    }

    private void store(int row, int column) {
        var at = row * tile.yRow() + tile.yColumns().at(column);
        code.aload(accumulator(row, column));
        if (tile.adds()) {
            load(Y, Y_AT, at);
            code.invokevirtual(FLOATS, "add", MethodTypeDesc.of(FLOATS, VECTOR));
        }
        code.aload(Y);
        index(Y_AT, at);
        code.invokevirtual(FLOATS, "intoArray", MethodTypeDesc.of(CD_void, ARRAY, CD_int));
    }

    private void load(int array, int from, int offset) {
        species();
        code.aload(array);
        index(from, offset);
        code.invokestatic(FLOATS, "fromArray", MethodTypeDesc.of(FLOATS, SPECIES, ARRAY, CD_int));
    }

    private void index(int local, int offset) {
        code.iload(local);
        if (offset != 0) {
            code.loadConstant(offset).iadd();
        }
    }

    private void move(int local, int step) {
        if (step != 0) {
            code.iload(local).loadConstant(step).iadd().istore(local);
        }
    }

    private void species() {
        code.getstatic(LANES, "SPECIES", SPECIES);
    }
}
