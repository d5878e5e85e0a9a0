import static dev.cuaderno.Cuaderno.*;
import static dev.cuaderno.explain.Explain.*;
import dev.cuaderno.image.*;
import dev.cuaderno.model.*;
import dev.cuaderno.nn.*;
import dev.cuaderno.tensor.*;
import dev.cuaderno.train.*;
