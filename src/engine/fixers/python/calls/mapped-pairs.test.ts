import { heals } from '../../../../../test/support/fixer-cases';

const AREA = 'from multiprocessing import Pool\n\ndef area(w, h):\n    return w * h\n\n';
heals(
  'python/mapped-pairs',
  [
    [
      `${AREA}with Pool(2) as pool:\n    «print(pool.map(area, [(1, 2)]))»\n`,
      "TypeError: area() missing 1 required positional argument: 'h'",
      `${AREA}with Pool(2) as pool:\n    print(pool.starmap(area, [(1, 2)]))\n`,
    ],
    [
      `${AREA}pool = Pool(2)\n«jobs = pool.map_async(area, zip([1], [2]))»\n`,
      "TypeError: area() missing 1 required positional argument: 'h'",
      `${AREA}pool = Pool(2)\njobs = pool.starmap_async(area, zip([1], [2]))\n`,
    ],
  ],
  [
    [
      'def area(w, h):\n    return w * h\n\n«print(list(map(area, [1])))»\n',
      "TypeError: area() missing 1 required positional argument: 'h'",
    ],
  ],
);
