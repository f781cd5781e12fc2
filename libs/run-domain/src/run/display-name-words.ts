/** Words that nobody minds as the name of an experiment. */
export const ADJECTIVES: readonly string[] = [
  'amber azure brave bright brisk calm clear clever coral cosmic crisp curious dashing deep devoted eager early',
  'earnest easy electric elegant fair fancy fearless flowing fresh gentle giddy glad golden graceful grateful',
  'hearty helpful honest icy jolly kind lively logical lucky lunar mellow mild misty neat noble peaceful playful',
  'pleasant polar polished quiet rare rich robust rosy rural serene sharp silent silver smooth snowy soft solar',
  'sparkling steady stellar still sunny swift tender tidy tranquil true upbeat valiant vibrant vivid volcanic',
  'warm wandering whole wild wise young zesty',
].flatMap((line) => line.split(' '));

export const NOUNS: readonly string[] = [
  'aspen aurora badger bay beacon birch bird blossom breeze brook butterfly canyon cedar cherry cliff cloud comet',
  'coral cosmos creek crystal dawn delta desert dew dolphin dragon dream dune dust eagle elm ember feather fern',
  'field finch fire firefly fjord flower forest fox frost galaxy garden glacier glade grove harbor haze heron',
  'hill horizon island lagoon lake leaf lion lotus maple meadow meteor mist monkey moon morning mountain nebula',
  'oak ocean orchid otter owl paper pine planet plasma pond prairie rain raven reef resonance ridge river robin',
  'rose salmon sea shadow sky smoke snow sound spring star stone stream sun sunset surf terrain thunder tree',
  'valley vine violet voice water wave willow wind wolf wood',
].flatMap((line) => line.split(' '));
