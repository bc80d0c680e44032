/** @file How a strategy label looks in both schemes: one icon and one colour each, so that none is told by its colour alone. */
import { BookOpen, CircleQuestionMark, Ellipsis, Eye, Glasses, HandHeart, HeartHandshake, Info, Lightbulb, type LucideIcon, MessageCircleHeart, Repeat2, Route, Scale, Shapes, Sprout, ThumbsUp, UserRound } from 'lucide-react';
import { strategyByLabel } from '#shared/domain/strategies';

const icons: Readonly<Record<string, LucideIcon>> = {
  Question: CircleQuestionMark,
  'Restatement or Paraphrasing': Repeat2,
  'Reflection of feelings': MessageCircleHeart,
  'Self-disclosure': UserRound,
  'Affirmation and Reassurance': ThumbsUp,
  'Providing Suggestions': Lightbulb,
  Information: Info,
  Others: Ellipsis,
  'Emotional Validation': HeartHandshake,
  Affirmation: HandHeart,
  'Collaborative Planning': Route,
  'Empathetic Statements': Eye,
  'Avoid Judgment and Criticism': Scale,
  'Provide Different Perspectives': Glasses,
  'Reframe Negative Thoughts': Sprout,
  'Share Information': BookOpen,
};

export function strategyIcon(label: string): LucideIcon {
  return icons[label] ?? Shapes;
}

/** A CSS colour that follows the scheme by itself; charts and chips use the same. */
export function strategyColor(label: string): string {
  const color = strategyByLabel(label)?.color;
  return color === undefined ? 'var(--solace-palette-text-secondary)' : `light-dark(${color.light}, ${color.dark})`;
}
