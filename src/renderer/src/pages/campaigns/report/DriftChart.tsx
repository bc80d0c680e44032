/** @file Seconds an item over a person's work, ten items a point: whether they tire, hurry or find their pace. */
import { CartesianGrid, Legend, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { PersonFigures } from '#shared/contracts/campaign-report';
import { ChartFrame } from '../../../components/charts/ChartFrame';
import { chartText, quietAxis, quietGrid, quietTooltip } from '../../../components/charts/chart-style';
import { formatDecimal } from '../../../components/format';
import { personColor } from '../../../components/person-look';

/** Told apart by dashes as well as by colour. */
const looks = [
  { colour: 'blue', dash: '0' },
  { colour: 'orange', dash: '6 3' },
  { colour: 'green', dash: '2 3' },
  { colour: 'purple', dash: '8 3 2 3' },
  { colour: 'teal', dash: '12 4' },
  { colour: 'brown', dash: '1 4' },
] as const;

export function DriftChart({ people, fileLead }: { people: readonly PersonFigures[]; fileLead: string }) {
  const shown = people.filter(({ blocks }) => blocks.length > 0);
  const starts = [...new Set(shown.flatMap(({ blocks }) => blocks.map(({ from }) => from)))].toSorted((a, b) => a - b);
  const points = starts.map((from) => ({ from: from + 1, ...Object.fromEntries(shown.map(({ person, blocks }) => [`person ${person.id}`, blocks.find((block) => block.from === from)?.medianSeconds ?? null])) }));
  const table = { header: ['From item', ...shown.map(({ person }) => person.name)], rows: starts.map((from) => [from + 1, ...shown.map(({ blocks }) => blocks.find((block) => block.from === from)?.medianSeconds ?? null)]) };
  return (
    <ChartFrame title="Speed over the work" help="Median seconds an item, ten items a point, in the order of each person’s work." table={table} fileLead={fileLead}>
      {(widthPx) => (
        <LineChart width={widthPx} height={240} data={points} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} role="img" aria-label={`Speed over the work of ${shown.length} people; the same figures are in the table.`}>
          <CartesianGrid {...quietGrid} />
          <XAxis {...quietAxis} dataKey="from" height={40} label={{ value: 'Item of the person’s work', position: 'insideBottom', offset: 3, style: chartText.muted }} />
          <YAxis {...quietAxis} width={40} tickFormatter={(seconds: number) => `${seconds} s`} />
          <Tooltip {...quietTooltip} labelFormatter={(from) => `From item ${Number(from)}`} formatter={(seconds) => `${formatDecimal(Number(seconds))} s`} />
          <Legend wrapperStyle={{ fontSize: 12.5 }} />
          {shown.map(({ person }, index) => {
            const look = looks[index % looks.length] ?? looks[0];
            return <Line key={person.id} dataKey={`person ${person.id}`} name={person.name} type="linear" connectNulls isAnimationActive={false} strokeWidth={2} dot={{ r: 2.5 }} stroke={personColor(look.colour)} strokeDasharray={look.dash} />;
          })}
        </LineChart>
      )}
    </ChartFrame>
  );
}
